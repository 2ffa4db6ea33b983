package city.chengtu.plans.read;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value at a path of the file, not yet known to be what it should be. */
record YamlValue(Node node, String path, Problems problems) {
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.TIMESTAMP,
          Tag.NULL,
          Tag.MAP,
          Tag.SEQ,
          Tag.MERGE);

  YamlValue {
    problems.seen(path, node);
    if (!PLAIN_TAGS.contains(node.getTag())) {
      problems.add(
          "yaml-tag",
          node,
          path,
          "不允许使用 YAML 标签 " + node.getTag(),
          "YAML tags are not allowed: " + node.getTag());
    }
  }

  <T> T as(ScalarType<T> type) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(
          type.code(), node, path, "应为" + type.expected().zh(), "must be " + type.expected().en());
      return type.standIn();
    }
    String text = scalar.getValue().strip();
    if (text.isEmpty() || Tag.NULL.equals(node.getTag())) {
      problems.add("empty-value", node, path, "值为空", "has no value");
      return type.standIn();
    }
    try {
      return type.parser().apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      problems.add(
          type.code(),
          node,
          path,
          "“" + text + "”应为" + type.expected().zh(),
          "'" + text + "' must be " + type.expected().en());
      return type.standIn();
    }
  }

  /** Reads an object; every key that {@code reader} does not ask for is a finding. */
  <T> T object(Function<YamlObject, T> reader, T standIn) {
    if (node.getNodeId() != NodeId.mapping) {
      problems.add("not-an-object", node, path, "应为键值对象", "must be an object of keys and values");
      return standIn;
    }
    YamlObject object = YamlObject.of((MappingNode) node, path, problems);
    T value = reader.apply(object);
    object.refuseUnknownKeys();
    return value;
  }

  <T> List<T> list(Function<YamlValue, T> reader) {
    if (!(node instanceof SequenceNode sequence)) {
      problems.add("not-a-list", node, path, "应为列表", "must be a list");
      return List.of();
    }
    List<T> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      values.add(reader.apply(new YamlValue(item, path + "[" + values.size() + "]", problems)));
    }
    return values;
  }

  /** A list in which nothing stands twice. */
  <T> Set<T> set(ScalarType<T> type) {
    Set<T> values = new LinkedHashSet<>();
    list(
        item -> {
          T value = item.as(type);
          if (!values.add(value)) {
            problems.add(
                "listed-twice", item.node, item.path, "重复列出：" + value, "is listed twice: " + value);
          }
          return value;
        });
    return values;
  }
}
