package city.chengtu.gis.coordinate;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.datum.GeodeticDatum;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.datum.DefaultGeodeticDatum;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The reference system that the numbers of a delivered file are in, and the way from there to what
 * is stored: lon,lat degrees, EPSG:4490 (CGCS2000, taken as WGS 84). Coordinates are east first
 * unless {@link #swapped}. Immutable, safe for many threads.
 */
public final class SourceSystem {
  private static final double ROUNDING = 1e-9;
  private static final int LONGEST_WKT = 10_000;
  private static final Pattern AXIS =
      Pattern.compile(",?\\s*AXIS\\s*\\[[^\\[\\]]*\\]", Pattern.CASE_INSENSITIVE);

  /** Under a register's code the register's own shift would win over the one that is given. */
  private static final Pattern NOT_WITH_A_SHIFT =
      Pattern.compile(",?\\s*(?:TOWGS84|AUTHORITY)\\s*\\[[^\\[\\]]*\\]", Pattern.CASE_INSENSITIVE);

  private static final Pattern SPHEROID =
      Pattern.compile("SPHEROID\\s*\\[[^\\[\\]]*\\]", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAKEN_AS_WGS84 =
      Pattern.compile("china.*2000|cgcs.*2000|wgs.*84|world geodetic system 1984|itrf|etrs");

  private final String name;
  private final String caution;
  private final UnaryOperator<Geometry> way;

  private SourceSystem(String name, String caution, UnaryOperator<Geometry> way) {
    this.name = Objects.requireNonNull(name, "name");
    this.caution = caution;
    this.way = way;
  }

  /** Longitude and latitude, CGCS2000 or WGS 84: stored as they are. */
  public static SourceSystem lonLat() {
    return new SourceSystem("EPSG:4490", null, Geometry::copy);
  }

  /** The shifted degrees of AMap and Tencent. */
  public static SourceSystem gcj02() {
    return new SourceSystem("GCJ-02", null, g -> each(g, ChinaOffset::gcj02ToWgs84));
  }

  /** The shifted degrees of Baidu. */
  public static SourceSystem bd09() {
    return new SourceSystem("BD-09", null, g -> each(g, ChinaOffset::bd09ToWgs84));
  }

  /**
   * What a user calls it.
   *
   * @param text "EPSG:4547", "4547", "CRS84", "GCJ-02" or "BD-09"
   * @param shift how an older datum lies to WGS 84; null when not given
   * @throws IllegalArgumentException when unknown, or when the datum needs a shift and none is
   *     given
   */
  public static SourceSystem named(String text, DatumShift shift, CoordinateSystems systems) {
    String key = text.trim().toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
    if (key.equals("GCJ02")) {
      return gcj02();
    }
    if (key.equals("BD09") || key.equals("BD09LL")) {
      return bd09();
    }
    if (systems.isLonLat(text)) {
      return new SourceSystem(systems.name(text), null, Geometry::copy);
    }
    return of(systems.name(text), systems.system(text), shift);
  }

  /**
   * What a .prj file says (well-known text, version 1). The order of its axes is not believed:
   * files hold east first, whatever they say.
   *
   * @param shift how an older datum lies to WGS 84; null when not given
   * @throws IllegalArgumentException when the text is none, or when the datum needs a shift and
   *     none is given
   */
  public static SourceSystem ofWkt(String wkt, DatumShift shift) {
    CoordinateReferenceSystem crs = parse(wkt.trim());
    return of(crs.getName().getCode(), crs, shift);
  }

  private static CoordinateReferenceSystem parse(String wkt) {
    if (wkt.isEmpty() || wkt.length() > LONGEST_WKT) {
      throw new IllegalArgumentException(
          "the reference system's text has " + wkt.length() + " characters, 1 to 10,000 are read");
    }
    try {
      return CRS.parseWKT(AXIS.matcher(wkt).replaceAll(""));
    } catch (FactoryException | RuntimeException e) { // GeoTools throws either for odd text
      throw new IllegalArgumentException(
          "the reference system cannot be read: " + e.getMessage(), e);
    }
  }

  private static SourceSystem of(String name, CoordinateReferenceSystem crs, DatumShift shift) {
    GeodeticDatum datum =
        datum(crs)
            .orElseThrow(
                () -> new IllegalArgumentException(name + " is no system of places on the earth"));
    requireShift(name, datum, shift);
    CoordinateReferenceSystem shifted = shift == null ? crs : shift(crs, shift);
    MathTransform way = find(name, shifted);
    return new SourceSystem(
        name,
        caution(datum, shift),
        way.isIdentity() ? Geometry::copy : g -> transform(name, g, way));
  }

  private static Optional<GeodeticDatum> datum(CoordinateReferenceSystem crs) {
    if (crs instanceof GeographicCRS geographic) {
      return Optional.of(geographic.getDatum());
    }
    return crs instanceof ProjectedCRS projected
        ? Optional.of(projected.getDatum())
        : Optional.empty();
  }

  private static void requireShift(String name, GeodeticDatum datum, DatumShift shift) {
    String words = words(datum);
    String old = null;
    if (words.contains("beijing") || words.contains("krass")) {
      old = "北京54 (Beijing 1954)";
    } else if (words.contains("xian")) {
      old = "西安80 (Xi'an 1980)";
    }
    if (old != null && shift == null) {
      throw new IllegalArgumentException(
          name
              + " lies on "
              + old
              + ", which needs the city's own datum parameters: give dx,dy,dz or"
              + " dx,dy,dz,rx,ry,rz,ppm. Without them everything would lie some 100 m off");
    }
  }

  private static String words(GeodeticDatum datum) {
    return (datum.getName().getCode() + " " + datum.getEllipsoid().getName().getCode())
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ')
        .replace("'", "");
  }

  private static String caution(GeodeticDatum datum, DatumShift shift) {
    boolean known =
        shift != null
            || TAKEN_AS_WGS84.matcher(words(datum)).find()
            || (datum instanceof DefaultGeodeticDatum d && d.getBursaWolfParameters().length > 0);
    return known
        ? null
        : "how the datum '"
            + datum.getName().getCode()
            + "' lies to WGS 84 is not known; taken as equal";
  }

  /** The same system with these parameters in place of any it brings. */
  private static CoordinateReferenceSystem shift(CoordinateReferenceSystem crs, DatumShift shift) {
    String wkt = NOT_WITH_A_SHIFT.matcher(AXIS.matcher(crs.toWKT()).replaceAll("")).replaceAll("");
    Matcher spheroid = SPHEROID.matcher(wkt);
    if (!spheroid.find()) {
      throw new IllegalArgumentException("the reference system names no ellipsoid");
    }
    return parse(
        wkt.substring(0, spheroid.end()) + "," + shift.wkt() + wkt.substring(spheroid.end()));
  }

  private static MathTransform find(String name, CoordinateReferenceSystem crs) {
    try {
      // Lenient: the register knows no shift between CGCS2000 and WGS 84, which differ by
      // centimetres.
      return CRS.findMathTransform(crs, CRS.decode(CoordinateSystems.LON_LAT, true), true);
    } catch (FactoryException e) {
      throw new IllegalArgumentException("no way from " + name + ": " + e.getMessage(), e);
    }
  }

  private static Geometry transform(String name, Geometry geometry, MathTransform way) {
    try {
      return JTS.transform(geometry, way);
    } catch (TransformException | RuntimeException e) { // JTS.transform wraps what a filter throws
      throw new IllegalArgumentException(
          "coordinates lie outside " + name + ": " + e.getMessage(), e);
    }
  }

  private static Geometry each(Geometry geometry, UnaryOperator<Coordinate> mover) {
    Geometry out = geometry.copy();
    out.apply(new Mover(mover));
    out.geometryChanged();
    return out;
  }

  /** The same system where the file has north first. */
  public SourceSystem swapped() {
    return new SourceSystem(
        name + " (y,x)", caution, g -> way.apply(each(g, c -> new Coordinate(c.y, c.x))));
  }

  /**
   * The geometry in lon,lat degrees, SRID 4326; the given one stays as it is.
   *
   * @throws IllegalArgumentException for coordinates the system has no place for
   */
  public Geometry toLonLat(Geometry geometry) {
    Geometry out = way.apply(geometry);
    Envelope extent = out.getEnvelopeInternal();
    if (isOver(extent.getMaxX(), 180)
        || isOver(extent.getMaxY(), 90)
        || isOver(-extent.getMinX(), 180)
        || isOver(-extent.getMinY(), 90)) {
      out = each(out, c -> new Coordinate(onEarth(c.x, 180), onEarth(c.y, 90)));
    }
    out.setSRID(4326);
    return out;
  }

  /** Beyond the edge of the world by less than a rounding error. */
  private static boolean isOver(double degrees, double edge) {
    return degrees > edge && degrees <= edge + ROUNDING;
  }

  private static double onEarth(double degrees, double edge) {
    return isOver(Math.abs(degrees), edge) ? Math.copySign(edge, degrees) : degrees;
  }

  public String name() {
    return name;
  }

  /** What somebody should know before trusting the result; empty when nothing. */
  public Optional<String> caution() {
    return Optional.ofNullable(caution);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Moves every point of a geometry; heights stay. */
  private record Mover(UnaryOperator<Coordinate> mover) implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence points, int i) {
      Coordinate moved = mover.apply(new Coordinate(points.getX(i), points.getY(i)));
      points.setOrdinate(i, 0, moved.x);
      points.setOrdinate(i, 1, moved.y);
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }
}
