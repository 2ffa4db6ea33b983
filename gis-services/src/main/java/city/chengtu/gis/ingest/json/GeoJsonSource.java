package city.chengtu.gis.ingest.json;

import city.chengtu.gis.ingest.GeoJsonGeometry;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A GeoJSON file, also with one feature a line. A row that is no feature or has a broken geometry
 * is a fault of that row; a file that is no JSON ends with line and column.
 */
public final class GeoJsonSource implements Source {
  private static final String SYSTEM = "crs";

  private final Content content;
  private final SourceLimits limits;
  private final ObjectMapper json;
  private final SourceCard card;

  private GeoJsonSource(Content content, String name, SourceLimits limits) throws IOException {
    this.content = content;
    this.limits = limits;
    this.json =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(limits.rowBytes())
                        .build())
                .build());
    Walk walk = new Walk(row -> false);
    walk.start();
    this.card =
        new SourceCard(
            walk.loose ? "GeoJSON, one feature a line" : "GeoJSON",
            name,
            List.of(name),
            null,
            stated(walk.system),
            List.of(),
            null,
            List.of());
  }

  /**
   * @param name what to call it
   */
  public static GeoJsonSource open(Content content, String name, SourceLimits limits)
      throws IOException {
    return new GeoJsonSource(content, name, limits);
  }

  /**
   * RFC 7946 knows lon,lat only; its forerunner had a member for others, and files still have it.
   */
  private static SourceCard.StatedSystem stated(JsonNode system) {
    if (system == null) {
      return null;
    }
    String name = system.path("properties").path("name").asText("");
    return name.isEmpty() ? null : new SourceCard.StatedSystem(name, null, "the member 'crs'");
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public boolean saysTypes() {
    return true;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    new Walk(taker).start();
  }

  /** Ends a feature that has more tokens than its vertices may have. */
  private static final class Counted extends JsonParserDelegate {
    private final int most;
    private int tokens;

    Counted(JsonParser parser, int most) {
      super(parser);
      this.most = most;
    }

    @Override
    public JsonToken nextToken() throws IOException {
      if (++tokens > most) {
        throw new SourceException(
            "line %d: one feature has more than %d numbers and words, which is the limit"
                .formatted(currentLocation().getLineNr(), most));
      }
      return super.nextToken();
    }
  }

  /** One way through the file. */
  private final class Walk {
    private final RowTaker taker;
    private long number;
    private boolean loose;
    private boolean ended;
    private JsonNode system;

    Walk(RowTaker taker) {
      this.taker = taker;
    }

    void start() throws IOException {
      try (InputStream in = content.open();
          Counted parser = new Counted(json.getFactory().createParser(in), limits.vertices() * 5)) {
        while (!ended && parser.nextToken() != null) {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new SourceException(
                "%s: expected an object at %s".formatted(content.name(), place(parser)));
          }
          top(parser);
        }
        if (number == 0) {
          throw new SourceException(content.name() + ": holds no feature");
        }
      } catch (JsonProcessingException e) {
        throw new SourceException(
            "%s: not JSON %s(after feature %d): %s"
                .formatted(
                    content.name(),
                    e.getLocation() == null
                        ? ""
                        : "at line %d, column %d "
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                    number,
                    e.getOriginalMessage()),
            e);
      }
    }

    private void top(Counted parser) throws IOException {
      ObjectNode members = json.createObjectNode();
      boolean collection = false;
      while (!ended && parser.nextToken() == JsonToken.FIELD_NAME) {
        String member = parser.currentName();
        JsonToken value = parser.nextToken();
        if (member.equals("features") && value == JsonToken.START_ARRAY) {
          collection = true;
          while (!ended && parser.nextToken() != JsonToken.END_ARRAY) {
            parser.tokens = 0;
            give(json.readTree(parser));
          }
        } else {
          JsonNode node = json.readTree(parser);
          members.set(member, node);
          if (member.equals(SYSTEM)) {
            system = node;
          }
        }
        parser.tokens = 0;
      }
      String type = members.path("type").asText("");
      if (type.equals("Feature")) {
        loose = true;
        give(members);
      } else if (!ended && !(collection && (type.equals("FeatureCollection") || type.isEmpty()))) {
        throw new SourceException(
            "%s: 'type' must be FeatureCollection or Feature, is '%s'"
                .formatted(content.name(), type));
      }
    }

    private void give(JsonNode feature) {
      number++;
      ended = !taker.take(row(feature));
    }

    private SourceRow row(JsonNode feature) {
      String id =
          Optional.ofNullable(feature.get("id"))
              .filter(n -> n.isValueNode() && !n.isNull())
              .map(JsonNode::asText)
              .orElse(null);
      Map<String, Object> values = values(feature.path("properties"));
      if (!"Feature".equals(feature.path("type").asText(""))) {
        return new SourceRow(
            number,
            id,
            null,
            values,
            List.of(
                Fault.error(
                    "type",
                    "geojson-feature",
                    "'type' must be Feature, is " + feature.get("type"))));
      }
      JsonNode drawn = feature.path("geometry");
      if (drawn.isMissingNode() || drawn.isNull()) {
        return new SourceRow(number, id, null, values, List.of());
      }
      try {
        Geometry geometry = GeoJsonGeometry.read(drawn);
        return new SourceRow(number, id, geometry, values, List.of());
      } catch (IllegalArgumentException e) {
        return new SourceRow(
            number,
            id,
            null,
            values,
            List.of(Fault.error("geometry", "geometry-unreadable", e.getMessage())));
      }
    }

    private static String place(JsonParser parser) {
      return "line "
          + parser.currentLocation().getLineNr()
          + ", column "
          + parser.currentLocation().getColumnNr();
    }
  }

  /** Objects and lists, which our layers do not know, are kept as their JSON text. */
  private static Map<String, Object> values(JsonNode properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    properties.fields().forEachRemaining(e -> values.put(e.getKey(), value(e.getValue())));
    return values;
  }

  private static Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
