package city.chengtu.gis.export;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reference systems files are written in, with their descriptions as programs expect them: of ESRI
 * for {@code .prj}, and the well-known text 1 of OGC 01-009 for GeoPackage. Texts as PROJ 9 writes
 * them for the EPSG register.
 */
public enum ExportSystem {
  WGS84(4326, "WGS 84", Texts.WGS84_ESRI, Texts.WGS84),
  CGCS2000(4490, "China Geodetic Coordinate System 2000", Texts.CGCS2000_ESRI, Texts.CGCS2000),
  ZONE_114(
      4547, "CGCS2000 / 3-degree Gauss-Kruger CM 114E", Texts.zoneEsri(114), Texts.zone(114, 4547)),
  ZONE_120(
      4549, "CGCS2000 / 3-degree Gauss-Kruger CM 120E", Texts.zoneEsri(120), Texts.zone(120, 4549)),
  WEB_MERCATOR(3857, "WGS 84 / Pseudo-Mercator", Texts.MERCATOR_ESRI, Texts.MERCATOR);

  private final int code;
  private final String title;
  private final String esri;
  private final String wkt;

  ExportSystem(int code, String title, String esri, String wkt) {
    this.code = code;
    this.title = title;
    this.esri = esri;
    this.wkt = wkt;
  }

  /** By the number of the EPSG register, with or without "EPSG:" before it. */
  public static Optional<ExportSystem> of(String text) {
    String number = text.startsWith("EPSG:") ? text.substring(5) : text;
    return Arrays.stream(values()).filter(s -> Integer.toString(s.code).equals(number)).findFirst();
  }

  /** Number in the EPSG register. */
  public int code() {
    return code;
  }

  String epsg() {
    return "EPSG:" + code;
  }

  String title() {
    return title;
  }

  String esri() {
    return esri;
  }

  String wkt() {
    return wkt;
  }

  boolean degrees() {
    return this == WGS84 || this == CGCS2000;
  }

  /** Apart from the enum, whose constants cannot use its own static fields. */
  private static final class Texts {
    static final String WGS84_ESRI =
        "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
    static final String WGS84 =
        "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS"
            + " 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]";
    static final String CGCS2000_ESRI =
        "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
    static final String CGCS2000 =
        "GEOGCS[\"China Geodetic Coordinate System"
            + " 2000\",DATUM[\"China_2000\",SPHEROID[\"CGCS2000\",6378137,298.257222101,AUTHORITY[\"EPSG\",\"1024\"]],AUTHORITY[\"EPSG\",\"1043\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4490\"]]";
    static final String MERCATOR_ESRI =
        "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\","
            + WGS84_ESRI
            + ",PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0],UNIT[\"Meter\",1.0]]";
    static final String MERCATOR =
        "PROJCS[\"WGS 84 / Pseudo-Mercator\","
            + WGS84
            + ",PROJECTION[\"Mercator_1SP\"],PARAMETER[\"central_meridian\",0],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH],EXTENSION[\"PROJ4\",\"+proj=merc"
            + " +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m"
            + " +nadgrids=@null +wktext +no_defs\"],AUTHORITY[\"EPSG\",\"3857\"]]";

    private Texts() {}

    static String zoneEsri(int meridian) {
      return "PROJCS[\"CGCS2000_3_Degree_GK_CM_"
          + meridian
          + "E\","
          + CGCS2000_ESRI
          + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\","
          + meridian
          + ".0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
    }

    static String zone(int meridian, int code) {
      return "PROJCS[\"CGCS2000 / 3-degree Gauss-Kruger CM "
          + meridian
          + "E\","
          + CGCS2000
          + ",PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\","
          + meridian
          + "],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",500000],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Northing\",NORTH],AXIS[\"Easting\",EAST],AUTHORITY[\"EPSG\",\""
          + code
          + "\"]]";
    }
  }
}
