package city.chengtu.command.ogc;

import java.util.List;

/** The conformance classes that hold here. A test refuses one that no test class says it proves. */
final class Conformance {
  private static final String FEATURES = "http://www.opengis.net/spec/ogcapi-features-";
  private static final String CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/";

  private static final String TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/";
  private static final String TMS = "http://www.opengis.net/spec/tms/2.0/conf/";
  private static final String STYLES = "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/";

  static final List<String> CLASSES =
      List.of(
          FEATURES + "1/1.0/conf/core",
          FEATURES + "1/1.0/conf/geojson",
          FEATURES + "1/1.0/conf/html",
          FEATURES + "1/1.0/conf/oas30",
          FEATURES + "2/1.0/conf/crs",
          FEATURES + "3/1.0/conf/queryables",
          FEATURES + "3/1.0/conf/queryables-query-parameters",
          FEATURES + "3/1.0/conf/filter",
          FEATURES + "3/1.0/conf/features-filter",
          FEATURES + "4/1.0/conf/create-replace-delete",
          FEATURES + "4/1.0/conf/update",
          FEATURES + "4/1.0/conf/optimistic-locking-etags",
          FEATURES + "4/1.0/conf/features",
          CQL2 + "cql2-text",
          CQL2 + "cql2-json",
          CQL2 + "basic-cql2",
          CQL2 + "advanced-comparison-operators",
          CQL2 + "case-insensitive-comparison",
          CQL2 + "accent-insensitive-comparison",
          CQL2 + "basic-spatial-functions",
          CQL2 + "basic-spatial-functions-plus",
          CQL2 + "spatial-functions",
          CQL2 + "temporal-functions",
          CQL2 + "property-property",
          CQL2 + "arithmetic",
          TILES + "core",
          TILES + "tileset",
          TILES + "tilesets-list",
          TILES + "dataset-tilesets",
          TILES + "geodata-tilesets",
          TILES + "collections-selection",
          TILES + "datetime",
          TILES + "mvt",
          TILES + "oas30",
          TMS + "tilematrixset",
          TMS + "json-tilematrixset",
          TMS + "tilesetmetadata",
          TMS + "json-tilesetmetadata",
          TMS + "tilematrixsetlimits",
          TMS + "json-tilematrixsetlimits",
          STYLES + "core",
          STYLES + "html",
          STYLES + "mapbox-styles",
          STYLES + "sld-10",
          STYLES + "sld-11");

  private Conformance() {}
}
