package city.chengtu.gis.coordinate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.cs.AxisDirection;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.locationtech.jts.geom.Geometry;

/**
 * Reference systems by EPSG code and the way from them to what we store (lon,lat degrees) and back.
 * Coordinates are always east first, whatever the register says. CGCS2000 and WGS 84 are taken as
 * equal. The first call reads the EPSG register and takes seconds; later ones are cached. Safe for
 * many threads.
 */
public final class CoordinateSystems {
  /** What we store. */
  public static final String LON_LAT = "EPSG:4326";

  private static final Pattern CODE =
      Pattern.compile(
          "(?:EPSG:|urn:ogc:def:crs:EPSG:[0-9.]*:)?(\\d{4,6})", Pattern.CASE_INSENSITIVE);
  private static final Pattern CRS84 =
      Pattern.compile("(?:urn:ogc:def:crs:OGC:[0-9.]*:|OGC:)?CRS84", Pattern.CASE_INSENSITIVE);

  private final ConcurrentMap<String, CoordinateReferenceSystem> systems =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Boolean> northFirst = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, MathTransform> transforms = new ConcurrentHashMap<>();

  /**
   * A geometry in lon,lat degrees, SRID 4326.
   *
   * @param crs the reference system the geometry is in: "EPSG:4547", "4547", a URN, or "CRS84"; its
   *     coordinates east first
   * @throws IllegalArgumentException for an unknown code, or coordinates the system has no place
   *     for
   */
  public Geometry toLonLat(Geometry geometry, String crs) {
    Geometry out = transform(geometry, crs, LON_LAT);
    out.setSRID(4326);
    return out;
  }

  /** A lon,lat geometry in another reference system, east first. */
  public Geometry fromLonLat(Geometry lonLat, String crs) {
    Geometry out = transform(lonLat, LON_LAT, crs);
    out.setSRID(Integer.parseInt(normal(crs).substring("EPSG:".length())));
    return out;
  }

  /**
   * True when coordinates in this system are degrees of longitude and latitude that we store as
   * they are.
   */
  public boolean isLonLat(String crs) {
    String code = normal(crs);
    return code.equals(LON_LAT) || code.equals("EPSG:4490");
  }

  /**
   * The system's name as we write it, "EPSG:4547".
   *
   * @throws IllegalArgumentException when it is not written like one
   */
  public String name(String crs) {
    return normal(crs);
  }

  /**
   * Whether the register has the northing or latitude first, as 4326 and the China zones have it.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public boolean northFirst(String crs) {
    return northFirst.computeIfAbsent(
        normal(crs),
        code -> {
          AxisDirection first =
              decode(code, crs, false).getCoordinateSystem().getAxis(0).getDirection();
          return first.absolute().equals(AxisDirection.NORTH);
        });
  }

  private Geometry transform(Geometry geometry, String from, String to) {
    if (isLonLat(from) && isLonLat(to)) {
      return geometry.copy();
    }
    MathTransform way =
        transforms.computeIfAbsent(normal(from) + ">" + normal(to), key -> find(from, to));
    try {
      return JTS.transform(geometry, way);
    } catch (TransformException e) {
      throw new IllegalArgumentException(
          "coordinates lie outside " + from + ": " + e.getMessage(), e);
    }
  }

  private MathTransform find(String from, String to) {
    try {
      // Lenient: the register knows no shift between CGCS2000 and WGS 84, which differ by
      // centimetres.
      return CRS.findMathTransform(system(from), system(to), true);
    } catch (FactoryException e) {
      throw new IllegalArgumentException(
          "no way from " + from + " to " + to + ": " + e.getMessage(), e);
    }
  }

  /** The register's entry, east first. */
  CoordinateReferenceSystem system(String crs) {
    return systems.computeIfAbsent(normal(crs), code -> decode(code, crs, true));
  }

  private static CoordinateReferenceSystem decode(String code, String asGiven, boolean eastFirst) {
    try {
      return CRS.decode(code, eastFirst);
    } catch (FactoryException e) {
      throw new IllegalArgumentException("unknown reference system '" + asGiven + "'", e);
    }
  }

  private static String normal(String crs) {
    if (CRS84.matcher(crs.trim()).matches()) {
      return LON_LAT;
    }
    Matcher code = CODE.matcher(crs.trim());
    if (!code.matches()) {
      throw new IllegalArgumentException(
          "a reference system is written like EPSG:4547, not '" + crs + "'");
    }
    return "EPSG:" + code.group(1);
  }
}
