package city.chengtu.command.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/** A city's delivery, made up: GeoJSON with the fields such files have. The same for a seed. */
final class ImportData {
  /** lon,lat degrees of the south-west corner. */
  private static final double WEST = 115.7;

  private static final double SOUTH = 28.5;

  /** Degrees in each direction. */
  private static final double SIDE = 0.5;

  private static final String[] KINDS = {"井盖", "路灯", "行道树", "消火栓", "公交站亭", "交通标志牌"};

  private final Random random;

  ImportData(long seed) {
    random = new Random(seed);
  }

  /** What a layer of them consists of. */
  enum Shape {
    POINTS,
    LINES,
    POLYGONS
  }

  void write(Path file, Shape shape, int rows) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(Files.newOutputStream(file))) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeArrayFieldStart("features");
      for (int i = 1; i <= rows; i++) {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        properties(json, i);
        json.writeObjectFieldStart("geometry");
        geometry(json, shape);
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void properties(JsonGenerator json, int number) throws IOException {
    json.writeObjectFieldStart("properties");
    json.writeStringField("code", "360100%010d".formatted(number));
    json.writeStringField("name", KINDS[random.nextInt(KINDS.length)] + number + "号");
    json.writeStringField("kind", KINDS[random.nextInt(KINDS.length)]);
    json.writeNumberField("state", random.nextInt(4));
    json.writeNumberField("height", random.nextInt(10_000) / 100.0);
    json.writeStringField(
        "surveyed", LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2_000)).toString());
    json.writeEndObject();
  }

  private void geometry(JsonGenerator json, Shape shape) throws IOException {
    double lon = WEST + SIDE * random.nextDouble();
    double lat = SOUTH + SIDE * random.nextDouble();
    switch (shape) {
      case POINTS -> {
        json.writeStringField("type", "Point");
        json.writeFieldName("coordinates");
        position(json, lon, lat);
      }
      case LINES -> {
        json.writeStringField("type", "LineString");
        json.writeArrayFieldStart("coordinates");
        for (int i = 0; i < 8; i++) {
          position(json, lon + i * 2e-4, lat + random.nextDouble() * 2e-4);
        }
        json.writeEndArray();
      }
      case POLYGONS -> {
        json.writeStringField("type", "Polygon");
        json.writeArrayFieldStart("coordinates");
        json.writeStartArray();
        double size = 1e-4 + random.nextDouble() * 4e-4;
        for (int i = 0; i <= 12; i++) {
          double angle = 2 * Math.PI * (i % 12) / 12;
          position(json, lon + size * Math.cos(angle), lat + size * Math.sin(angle));
        }
        json.writeEndArray();
        json.writeEndArray();
      }
    }
  }

  private static void position(JsonGenerator json, double lon, double lat) throws IOException {
    json.writeStartArray();
    json.writeNumber(Math.rint(lon * 1e8) / 1e8);
    json.writeNumber(Math.rint(lat * 1e8) / 1e8);
    json.writeEndArray();
  }
}
