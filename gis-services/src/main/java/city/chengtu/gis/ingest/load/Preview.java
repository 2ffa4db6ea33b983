package city.chengtu.gis.ingest.load;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What was found out about a file before anything is loaded.
 *
 * @param extent lon,lat degrees of what was looked at; null envelope when the reference system is
 *     not known
 * @param warnings what somebody should look at before going on
 */
public record Preview(
    SourceCard card, SourceScan scan, SystemChoice system, Envelope extent, List<String> warnings) {
  /** Rows that are looked at; types of fields are told by these. */
  public static final long LOOKED_AT = 100_000;

  /** Rows that are looked at where the file itself says its fields and reference system. */
  private static final long ENOUGH_WHERE_SAID = 10_000;

  private static final GeometryFactory DRAW = new GeometryFactory();

  public Preview {
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(scan, "scan");
    Objects.requireNonNull(system, "system");
    extent = extent.copy();
    warnings = List.copyOf(warnings);
  }

  /** The envelope is copied: JTS envelopes are mutable. */
  @Override
  public Envelope extent() {
    return extent.copy();
  }

  /**
   * @throws IllegalArgumentException when what the user or the file names cannot be used
   */
  public static Preview of(
      Source source, Wishes wishes, Surroundings around, CoordinateSystems systems)
      throws IOException {
    SourceScan scan = SourceScan.of(source, most(source.card()));
    SystemChoice system = SystemChoice.find(source, scan, wishes, around, systems);
    List<String> warnings = new ArrayList<>(source.card().remarks());
    Envelope extent = new Envelope();
    if (system.system() != null) {
      system.system().caution().ifPresent(warnings::add);
      extent = extent(scan.extent(), system, warnings);
      if (extent.isNull() && !scan.middle().isNull()) {
        extent = extent(scan.middle(), system, new ArrayList<>()); // the fault is told already
      }
    }
    boolean elsewhere =
        around.city() != null && !extent.isNull() && !around.city().intersects(extent);
    if (elsewhere) {
      warnings.add("All of it lies outside the city.");
    }
    return new Preview(source.card(), scan, system, extent, warnings);
  }

  private static long most(SourceCard card) {
    boolean said =
        card.system() != null
            && !card.fields().isEmpty()
            && card.fields().stream().allMatch(f -> f.type() != null);
    return said ? ENOUGH_WHERE_SAID : LOOKED_AT;
  }

  /** Of the corners and the middles of the sides: sides of one system are curves in another. */
  private static Envelope extent(Envelope numbers, SystemChoice system, List<String> warnings) {
    Envelope extent = new Envelope();
    if (numbers.isNull()) {
      return extent;
    }
    try {
      for (double x : new double[] {numbers.getMinX(), numbers.centre().x, numbers.getMaxX()}) {
        for (double y : new double[] {numbers.getMinY(), numbers.centre().y, numbers.getMaxY()}) {
          Geometry there = system.system().toLonLat(DRAW.createPoint(new Coordinate(x, y)));
          extent.expandToInclude(there.getCoordinate());
        }
      }
    } catch (IllegalArgumentException e) {
      warnings.add("The numbers do not fit the reference system: " + e.getMessage());
      return new Envelope();
    }
    if (extent.getMinX() < -180
        || extent.getMaxX() > 180
        || extent.getMinY() < -90
        || extent.getMaxY() > 90) {
      warnings.add(
          "The numbers do not fit the reference system: as degrees they would be off the earth.");
    }
    return extent;
  }

  /** For people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "格式 Format", card.format() + ", " + card.part());
    if (card.parts().size() > 1) {
      line(text, "部分 Parts", String.join(", ", card.parts()));
    }
    if (card.encoding() != null) {
      line(text, "编码 Encoding", card.encoding().toString());
    }
    line(text, "坐标系 CRS", system.toString());
    line(
        text,
        "行数 Rows",
        scan.rows() + (scan.whole() ? "" : " looked at, there are more") + ", " + scan.kinds());
    if (scan.faults() > 0) {
      line(text, "问题 Rows with faults", Long.toString(scan.faults()));
    }
    if (!extent.isNull()) {
      line(
          text,
          "范围 Extent",
          String.format(
              Locale.ROOT,
              "%.7f, %.7f – %.7f, %.7f (lon, lat)",
              extent.getMinX(),
              extent.getMinY(),
              extent.getMaxX(),
              extent.getMaxY()));
    }
    line(
        text,
        "字段 Fields",
        scan.fields().stream().map(Preview::field).collect(Collectors.joining(", ")));
    warnings.forEach(w -> line(text, "注意 Note", w));
    scan.first().forEach(row -> line(text, "第 " + row.number() + " 行 Row", row(row)));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append(System.lineSeparator());
  }

  private static String field(SourceField field) {
    return field.name() + " " + field.type();
  }

  private static String row(SourceRow row) {
    Geometry geometry = row.geometry();
    String drawn =
        geometry == null || geometry.isEmpty()
            ? "no geometry"
            : geometry.getGeometryType()
                + " at "
                + geometry.getCoordinate().x
                + ", "
                + geometry.getCoordinate().y;
    return drawn + " " + row.values() + (row.faults().isEmpty() ? "" : " " + row.faults());
  }
}
