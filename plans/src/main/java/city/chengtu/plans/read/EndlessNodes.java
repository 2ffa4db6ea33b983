package city.chengtu.plans.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML can draw a node that contains itself by an alias; walking such a file would never end. */
final class EndlessNodes {
  private final Set<Node> around = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());

  private EndlessNodes() {}

  static boolean contains(Node root) {
    return new EndlessNodes().endless(root);
  }

  private boolean endless(Node node) {
    if (!around.add(node)) {
      return true;
    }
    boolean endless = !done.contains(node) && children(node).stream().anyMatch(this::endless);
    around.remove(node);
    done.add(node);
    return endless;
  }

  private static List<Node> children(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    List<Node> children = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(
              tuple -> {
                children.add(tuple.getKeyNode());
                children.add(tuple.getValueNode());
              });
    }
    return children;
  }
}
