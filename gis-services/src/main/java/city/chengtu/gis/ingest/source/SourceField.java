package city.chengtu.gis.ingest.source;

import city.chengtu.gis.feature.Field;
import java.util.Objects;

/**
 * A column of a delivered file.
 *
 * @param type what the file says; null when it says nothing and the values must tell
 */
public record SourceField(String name, Field.Type type) {
  public SourceField {
    Objects.requireNonNull(name, "name");
  }
}
