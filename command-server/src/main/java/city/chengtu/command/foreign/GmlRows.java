package city.chengtu.command.foreign;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.ingest.markup.GmlSource;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * The GML of a WFS as the rows its GeoJSON would be: old servers give nothing else. Its values are
 * text; a field whose values are all whole numbers, or all numbers, is one of those.
 */
final class GmlRows {
  /** One answer: its size is limited before. */
  private static final SourceLimits LIMITS =
      new SourceLimits(1L << 30, 1, 1, 16 << 20, 1_000_000, 200, 50);

  private static final String WHOLE = "-?(?:0|[1-9][0-9]{0,17})";
  private static final String NUMBER = WHOLE + "(?:\\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?";

  private GmlRows() {}

  static boolean isXml(byte[] bytes) {
    int at = 0;
    // A mark of the encoding, and white space.
    while (at < bytes.length && (bytes[at] < 0 || bytes[at] <= ' ')) {
      at++;
    }
    return at < bytes.length && bytes[at] == '<';
  }

  /**
   * @param rows where objects with "id" and "properties" go
   * @param shapes where their geometries go, east first, in degrees
   * @throws IOException when it cannot be taken, saying why
   */
  static void read(byte[] bytes, int most, List<JsonNode> rows, List<Geometry> shapes)
      throws IOException {
    GmlSource source = GmlSource.open(content(bytes), "features", null, LIMITS);
    SourceCard.StatedSystem system = source.card().system();
    CoordinateSystems systems = new CoordinateSystems();
    List<SourceRow> taken = new ArrayList<>();
    source.read(
        row -> {
          taken.add(row);
          return taken.size() <= most;
        });
    if (taken.size() > most) {
      throw FeatureCopy.tooMany(most);
    }
    Map<String, String> types = types(taken);
    for (SourceRow row : taken) {
      for (SourceRow.Fault fault : row.faults()) {
        if (fault.fatal()) {
          throw new IOException("feature " + row.number() + ": " + fault.detail());
        }
      }
      if (row.geometry() != null) {
        shapes.add(lonLat(row, system, systems));
        rows.add(object(row, types));
      }
    }
  }

  /** A server may answer in a system of its own, whatever it was asked for. */
  private static Geometry lonLat(
      SourceRow row, SourceCard.StatedSystem system, CoordinateSystems systems) throws IOException {
    if (system == null || systems.isLonLat(system.code())) {
      return row.geometry();
    }
    try {
      return systems.toLonLat(row.geometry(), system.code());
    } catch (IllegalArgumentException e) {
      throw new IOException("feature " + row.number() + ": " + e.getMessage(), e);
    }
  }

  private static Content content(byte[] bytes) {
    return new Content() {
      @Override
      public String name() {
        return "the answer";
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /** The narrowest pattern all values of a field fit; null for text. */
  private static Map<String, String> types(List<SourceRow> rows) {
    Map<String, String> types = new LinkedHashMap<>();
    for (SourceRow row : rows) {
      row.values()
          .forEach(
              (name, value) -> {
                if (value != null && !(types.containsKey(name) && types.get(name) == null)) {
                  types.put(name, wider(types.getOrDefault(name, WHOLE), String.valueOf(value)));
                }
              });
    }
    return types;
  }

  private static String wider(String type, String value) {
    if (value.matches(type)) {
      return type;
    }
    return value.matches(NUMBER) ? NUMBER : null;
  }

  private static JsonNode object(SourceRow row, Map<String, String> types) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode properties = json.objectNode();
    row.values()
        .forEach(
            (name, value) -> {
              String type = types.get(name);
              if (value == null) {
                properties.putNull(name);
              } else if (WHOLE.equals(type)) {
                properties.put(name, Long.parseLong(String.valueOf(value)));
              } else if (NUMBER.equals(type)) {
                properties.put(name, Double.parseDouble(String.valueOf(value)));
              } else {
                properties.put(name, String.valueOf(value));
              }
            });
    ObjectNode object = json.objectNode();
    if (row.id() != null) {
      object.put("id", row.id());
    }
    return object.set("properties", properties);
  }
}
