package city.chengtu.command.ogc;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.coordinate.CoordinateSystems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The reference systems coordinates are given and taken in (OGC API – Features Part 2), each with
 * the order of its axes as its register has it: EPSG's China zones are northing first.
 *
 * <p>CGCS2000 (4490) and WGS 84 (4326, CRS84) are taken as equal.
 */
enum Crs {
  CRS84("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326", false),
  EPSG_4326("http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326", true),
  EPSG_4490("http://www.opengis.net/def/crs/EPSG/0/4490", "EPSG:4490", true),
  EPSG_4547("http://www.opengis.net/def/crs/EPSG/0/4547", "EPSG:4547", true),
  EPSG_4549("http://www.opengis.net/def/crs/EPSG/0/4549", "EPSG:4549", true),
  EPSG_3857("http://www.opengis.net/def/crs/EPSG/0/3857", "EPSG:3857", false);

  private static final CoordinateSystems SYSTEMS = new CoordinateSystems();

  /** Tenths of millimetres: finer than anyone measures, coarser than the rounding of formulas. */
  private static final double PER_METRE = 10_000;

  private final String uri;
  private final String code;
  private final boolean northFirst;

  Crs(String uri, String code, boolean northFirst) {
    this.uri = uri;
    this.code = code;
    this.northFirst = northFirst;
  }

  /**
   * @param parameter that names it
   * @throws Refusal 400 for a system that is not offered
   */
  static Crs of(String parameter, String uri) {
    return Arrays.stream(values())
        .filter(crs -> crs.uri.equals(uri))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    parameter,
                    "unknown-crs",
                    parameter
                        + " must be one of "
                        + uris().stream().collect(Collectors.joining(", "))));
  }

  static List<String> uris() {
    return Arrays.stream(values()).map(Crs::uri).toList();
  }

  String uri() {
    return uri;
  }

  /** Whether the first number of a position is the northing or latitude. */
  boolean northFirst() {
    return northFirst;
  }

  boolean degrees() {
    return this == CRS84 || this == EPSG_4326 || this == EPSG_4490;
  }

  /**
   * Where a projection can be trusted, metres, east first: beyond it the formulas give nonsense.
   * For a zone 800 km each side of its middle, up to 60 degrees north and south: beyond, its series
   * err by metres.
   */
  Envelope domain() {
    return switch (this) {
      case CRS84, EPSG_4326, EPSG_4490 ->
          throw new IllegalStateException(this + " is the whole world, in degrees");
      case EPSG_4547, EPSG_4549 -> new Envelope(-300_000, 1_300_000, -6_650_000, 6_650_000);
      case EPSG_3857 ->
          new Envelope(-20_037_508.342789244, 20_037_508.342789244, -30_240_971, 30_240_971);
    };
  }

  /**
   * A stored geometry in this system, still east first: who writes it takes {@link #northFirst}
   * into account.
   *
   * @throws Refusal 400 when it lies where the system has no coordinates
   */
  Geometry shown(Geometry lonLat) {
    if (degrees()) {
      return lonLat;
    }
    try {
      return SYSTEMS.fromLonLat(lonLat, code);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("crs", "outside-crs", "a feature lies outside of " + uri);
    }
  }

  /** As {@link #shown}, rounded to what can be meant. */
  double rounded(double value) {
    return degrees() ? value : Math.round(value * PER_METRE) / PER_METRE;
  }

  /**
   * A geometry whose coordinates came in this system, in its order of axes, as lon,lat.
   *
   * @throws IllegalArgumentException when it lies outside
   */
  Geometry toLonLat(Geometry given) {
    Geometry eastFirst = northFirst ? swapped(given) : given;
    if (degrees()) {
      Geometry out = eastFirst.copy();
      out.setSRID(4326);
      return out;
    }
    return SYSTEMS.toLonLat(eastFirst, code);
  }

  /** A position east first as lon,lat. */
  Geometry eastFirstToLonLat(Geometry eastFirst) {
    return degrees() ? eastFirst : SYSTEMS.toLonLat(eastFirst, code);
  }

  private static Geometry swapped(Geometry given) {
    Geometry out = given.copy();
    out.apply(new Swap());
    return out;
  }

  private static final class Swap implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence sequence, int i) {
      Coordinate c = sequence.getCoordinateCopy(i);
      sequence.setOrdinate(i, 0, c.y);
      sequence.setOrdinate(i, 1, c.x);
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
