package city.chengtu.plans.read;

import city.chengtu.plans.model.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * An object of the file, read key by key; it knows which keys were asked for and refuses the
 * others.
 */
final class YamlObject {
  private final MappingNode node;
  private final String path;
  private final Problems problems;
  private final Map<String, YamlValue> values = new LinkedHashMap<>();
  private final Map<String, ScalarNode> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlObject(MappingNode node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  static YamlObject of(MappingNode node, String path, Problems problems) {
    YamlObject object = new YamlObject(node, path, problems);
    node.getValue().forEach(object::take);
    return object;
  }

  private void take(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add("bad-key", tuple.getKeyNode(), path, "键应为文字", "a key must be text");
      return;
    }
    String name = key.getValue();
    if (keys.putIfAbsent(name, key) != null) {
      problems.add("duplicate-key", key, childPath(name), "键重复", "this key is written twice");
      return;
    }
    values.put(name, new YamlValue(tuple.getValueNode(), childPath(name), problems));
  }

  private String childPath(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Optional<YamlValue> find(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  Set<String> keys() {
    return keys.keySet();
  }

  private Optional<YamlValue> need(String key) {
    Optional<YamlValue> value = find(key);
    if (value.isEmpty()) {
      problems.add("missing-key", node, childPath(key), "缺少此键", "this key is missing");
    }
    return value;
  }

  <T> T get(String key, ScalarType<T> type) {
    return need(key).map(v -> v.as(type)).orElse(type.standIn());
  }

  <T> Optional<T> find(String key, ScalarType<T> type) {
    return find(key).map(v -> v.as(type));
  }

  Text text(String key) {
    Text standIn = new Text("", "");
    return need(key).map(v -> v.object(YamlObject::bothLanguages, standIn)).orElse(standIn);
  }

  Text bothLanguages() {
    return new Text(get("zh", ScalarType.STRING), get("en", ScalarType.STRING));
  }

  <T> T object(String key, Function<YamlObject, T> reader, T standIn) {
    return need(key).map(v -> v.object(reader, standIn)).orElse(standIn);
  }

  <T> Optional<T> findObject(String key, Function<YamlObject, T> reader, T standIn) {
    return find(key).map(v -> v.object(reader, standIn));
  }

  /** A list of objects that must be there and hold something. */
  <T> List<T> objects(String key, Function<YamlObject, T> reader, T standIn) {
    return need(key)
        .map(v -> filled(v, v.list(item -> item.object(reader, standIn))))
        .orElse(List.of());
  }

  /** A list of objects that may be left out, but is not empty where it stands. */
  <T> List<T> findObjects(String key, Function<YamlObject, T> reader, T standIn) {
    return find(key)
        .map(v -> filled(v, v.list(item -> item.object(reader, standIn))))
        .orElse(List.of());
  }

  <T> Set<T> set(String key, ScalarType<T> type) {
    return need(key).map(v -> filled(v, v.set(type))).orElse(Set.of());
  }

  <T> Set<T> findSet(String key, ScalarType<T> type) {
    return find(key).map(v -> filled(v, v.set(type))).orElse(Set.of());
  }

  private <C extends Collection<?>> C filled(YamlValue value, C items) {
    if (items.isEmpty() && value.node() instanceof SequenceNode) {
      problems.add("empty-list", value.node(), value.path(), "列表为空", "the list is empty");
    }
    return items;
  }

  /** An object whose keys are themselves values, such as a count for each level. */
  <K, V> Map<K, V> map(String key, ScalarType<K> keyType, ScalarType<V> valueType) {
    return object(key, object -> object.entries(keyType, valueType), Map.of());
  }

  private <K, V> Map<K, V> entries(ScalarType<K> keyType, ScalarType<V> valueType) {
    Map<K, V> entries = new LinkedHashMap<>();
    for (Map.Entry<String, ScalarNode> key : keys.entrySet()) {
      K name = new YamlValue(key.getValue(), childPath(key.getKey()), problems).as(keyType);
      find(key.getKey(), valueType).ifPresent(value -> entries.put(name, value));
    }
    return entries;
  }

  void refuse(String code, String zh, String en) {
    problems.add(code, node, path, zh, en);
  }

  void refuseUnknownKeys() {
    keys.forEach(
        (name, key) -> {
          if (!asked.contains(name)) {
            problems.add(
                "unknown-key",
                key,
                childPath(name),
                "未知的键；此处可用：" + String.join("、", asked),
                "this key is not known here; known are " + String.join(", ", asked));
          }
        });
  }
}
