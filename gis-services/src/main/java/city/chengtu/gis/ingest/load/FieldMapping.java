package city.chengtu.gis.ingest.load;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.source.SourceField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which field of the file goes into which field of the layer.
 *
 * @param sources the file's field by the layer's, in the layer's order
 * @param id the file's field that holds the features' identity; null for the row's own or its
 *     number
 * @param leftOut fields of the file that go nowhere
 */
public record FieldMapping(Map<String, String> sources, String id, List<String> leftOut) {
  public FieldMapping {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Finds for each field of the layer the file's field of the same name, code or title, and lets
   * the user's choices stand over that.
   *
   * @param chosen the file's field by the layer's; an empty text leaves the layer's field empty
   * @param id the file's field for the identity; null for none
   * @throws IllegalArgumentException for a choice that names a field that is not there
   */
  public static FieldMapping of(
      Layer layer, List<SourceField> fields, Map<String, String> chosen, String id) {
    List<String> there = fields.stream().map(SourceField::name).toList();
    require(
        id == null || there.contains(id),
        "there is no field '" + id + "' in the file, but " + there);
    chosen.forEach(
        (target, source) -> {
          require(
              layer.field(target).isPresent(),
              "layer " + layer.id() + " has no field '" + target + "', but " + names(layer));
          require(
              source.isEmpty() || there.contains(source),
              "there is no field '" + source + "' in the file, but " + there);
        });
    Map<String, String> sources = new LinkedHashMap<>();
    for (Field field : layer.fields()) {
      String choice = chosen.get(field.name());
      if (choice == null) {
        likely(field, there).ifPresent(name -> sources.put(field.name(), name));
      } else if (!choice.isEmpty()) {
        sources.put(field.name(), choice);
      }
    }
    List<String> leftOut = new ArrayList<>(there);
    leftOut.removeAll(Set.copyOf(sources.values()));
    leftOut.remove(id);
    return new FieldMapping(sources, id, leftOut);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static List<String> names(Layer layer) {
    return layer.fields().stream().map(Field::name).toList();
  }

  private static Optional<String> likely(Field field, List<String> there) {
    List<String> words =
        List.of(plain(field.name()), plain(field.title().zh()), plain(field.title().en()));
    return there.stream()
        .filter(field.name()::equals)
        .findFirst()
        .or(() -> there.stream().filter(name -> words.contains(plain(name))).findFirst());
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
