package city.chengtu.gis.routing;

/**
 * Lengths on the sphere of mean Earth radius 6,371,008.8 m (IUGG R1), by the haversine formula: the
 * usual choice of road routers. Against the ellipsoid a length can differ by up to 0.5 %, depending
 * on direction; the whole package uses this one formula, so lengths agree with each other.
 */
final class Sphere {
  static final double RADIUS = 6_371_008.8;

  /** Metres along a meridian for one degree. */
  static final double METRES_PER_DEGREE = Math.toRadians(RADIUS);

  private Sphere() {}

  /** Metres between two points given as lon,lat degrees. */
  static double metres(double lon1, double lat1, double lon2, double lat2) {
    double sinLat = Math.sin(Math.toRadians(lat2 - lat1) / 2);
    double sinLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double h =
        sinLat * sinLat
            + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * sinLon * sinLon;
    return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /** Metres for one degree of longitude at the latitude. */
  static double metresPerDegreeOfLongitude(double lat) {
    return METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
  }
}
