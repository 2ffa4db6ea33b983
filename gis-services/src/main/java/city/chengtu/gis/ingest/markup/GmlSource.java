package city.chengtu.gis.ingest.markup;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * Collections of features in GML 2.1, 3.1 and 3.2, as files and as answers of WFS 1.0, 1.1 and 2.0.
 * Each type of feature is a part. Values are text: types stand in a schema elsewhere, and nothing
 * is ever fetched. Read as a stream; a document type ends the reading.
 */
public final class GmlSource implements Source {
  private static final Set<String> MEMBERS =
      Set.of("member", "members", "featureMember", "featureMembers");

  private final Content content;
  private final SourceLimits limits;
  private String part;
  private final Set<String> parts = new LinkedHashSet<>();
  private GmlSystem usual;
  private GmlSystem first;
  private SourceCard card;

  private GmlSource(Content content, SourceLimits limits) {
    this.content = content;
    this.limits = limits;
  }

  /**
   * @param part a type of features without its prefix; null for the first that is there
   */
  public static GmlSource open(Content content, String name, String part, SourceLimits limits)
      throws IOException {
    GmlSource source = new GmlSource(content, limits);
    source.survey(part);
    List<String> there = source.parts.isEmpty() ? List.of(name) : List.copyOf(source.parts);
    if (part != null && !there.contains(part)) {
      throw new SourceException(content.name() + ": has no part '" + part + "', but " + there);
    }
    source.part = part == null ? there.get(0) : part;
    source.card =
        new SourceCard(
            "GML",
            source.part,
            there,
            null,
            source.first == null
                ? null
                : new SourceCard.StatedSystem(source.first.code(), null, "srsName"),
            List.of(),
            null,
            List.of());
    return source;
  }

  @Override
  public SourceCard card() {
    return card;
  }

  /** What types there are, and the first system that is named. */
  private void survey(String wanted) throws IOException {
    try (SafeXml xml = SafeXml.open(content, limits)) {
      begin(xml);
      walk(
          xml,
          1,
          type -> {
            parts.add(type);
            int open = xml.depth();
            boolean asked = wanted == null || wanted.equals(type);
            while (xml.within(open)) {
              String named = xml.attribute("srsName");
              if (first == null && asked && named != null) {
                first = system(named);
              }
            }
            return true;
          });
    }
    if (first == null) {
      first = usual;
    }
  }

  private GmlSystem system(String named) throws SourceException {
    try {
      return GmlSystem.of(named);
    } catch (IllegalArgumentException e) {
      throw new SourceException(content.name() + ": " + e.getMessage(), e);
    }
  }

  private void begin(SafeXml xml) throws IOException {
    if (!xml.within(1)) {
      throw new SourceException(content.name() + ": is empty");
    }
    String root = xml.element();
    if (root.endsWith("ExceptionReport")) {
      throw new SourceException(content.name() + ": says no: " + said(xml));
    }
    if (!root.endsWith("Collection")) {
      throw new SourceException(
          content.name() + ": the root element is " + root + ", not a collection of features");
    }
  }

  private static String said(SafeXml xml) throws IOException {
    StringBuilder all = new StringBuilder();
    while (xml.within(1)) {
      if (Set.of("ExceptionText", "ServiceException").contains(xml.element())) {
        all.append(xml.text().replaceAll("\\s+", " ")).append(' ');
      }
    }
    return all.length() > 300 ? all.substring(0, 300) : all.toString().strip();
  }

  /** Takes a feature that has just begun, by its type; reads it to its end. */
  private interface Taker {
    /**
     * @return false for no more
     */
    boolean take(String type) throws IOException;
  }

  /**
   * The features in the open collection of this depth, and in those within it.
   *
   * @return false when no more are wanted
   */
  private boolean walk(SafeXml xml, int open, Taker taker) throws IOException {
    while (xml.within(open)) {
      int inside = xml.depth();
      if (xml.element().equals("boundedBy")) {
        bounds(xml, inside);
      } else if (!MEMBERS.contains(xml.element())) {
        xml.leave(inside);
      } else {
        while (xml.within(inside)) {
          boolean more =
              xml.element().equals("FeatureCollection")
                  ? walk(xml, xml.depth(), taker)
                  : taker.take(xml.element());
          if (!more) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** What geometries without a system of their own are in (OGC 07-036, 9.10). */
  private void bounds(SafeXml xml, int open) throws IOException {
    while (xml.within(open)) {
      String named = xml.attribute("srsName");
      if (usual == null && named != null) {
        usual = system(named);
      }
    }
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    try (SafeXml xml = SafeXml.open(content, limits)) {
      begin(xml);
      long[] number = {0};
      walk(
          xml,
          1,
          type -> {
            if (!type.equals(part)) {
              xml.leave(xml.depth());
              return true;
            }
            return taker.take(new Row(xml, ++number[0]).read());
          });
    }
  }

  /** One feature. */
  private final class Row {
    private final SafeXml xml;
    private final long number;
    private final int open;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final GmlShapes shapes;
    private Geometry geometry;

    Row(SafeXml xml, long number) {
      this.xml = xml;
      this.number = number;
      this.open = xml.depth();
      this.shapes = new GmlShapes(xml, usual, limits.vertices());
    }

    SourceRow read() throws IOException {
      String id = xml.identity();
      while (xml.within(open)) {
        if (xml.element().equals("boundedBy")) {
          xml.leave(xml.depth());
        } else {
          property(xml.element());
        }
      }
      return new SourceRow(number, id, geometry, values, faults);
    }

    private void property(String name) throws IOException {
      boolean[] complex = {false};
      String text =
          xml.text(
              () -> {
                complex[0] = true;
                if (GmlShapes.isShape(xml.element())) {
                  shape(name);
                } else {
                  xml.leave(xml.depth());
                }
              });
      if (!complex[0] && !values.containsKey(name)) {
        values.put(name, text.isEmpty() ? null : text);
      }
      if (values.size() > limits.columns()) {
        throw new SourceException(
            content.name()
                + ": feature "
                + number
                + " has more than "
                + limits.columns()
                + " fields");
      }
    }

    private void shape(String property) throws IOException {
      int inside = xml.depth();
      if (geometry != null) {
        faults.add(Fault.warning(property, "second-geometry", "only the first geometry is taken"));
        xml.leave(inside);
        return;
      }
      try {
        Geometry read = shapes.read();
        GmlSystem system = shapes.used();
        if (system != null && !system.code().equals(first.code())) {
          throw new IllegalArgumentException(
              "it is in " + system.code() + ", the first feature in " + first.code());
        }
        geometry = read;
      } catch (IllegalArgumentException e) {
        faults.add(Fault.error(property, "geometry-unreadable", e.getMessage()));
        xml.leave(inside);
      }
    }
  }
}
