package city.chengtu.plans.read;

import city.chengtu.plans.check.Finding;
import city.chengtu.plans.check.Severity;
import city.chengtu.plans.model.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Collects what is wrong with one file, and on which line each path stands, so that all is told at
 * once.
 */
final class Problems {
  private final String file;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  Problems(String file) {
    this.file = file;
  }

  void seen(String path, Node node) {
    lines.put(path, lineOf(node.getStartMark()));
  }

  void add(String code, Node node, String path, String zh, String en) {
    addAt(code, lineOf(node.getStartMark()), path, zh, en);
  }

  void addAt(String code, int line, String path, String zh, String en) {
    findings.add(new Finding(code, Severity.ERROR, file, line, path, new Text(zh, en)));
  }

  boolean none() {
    return findings.isEmpty();
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Map<String, Integer> lines() {
    return Map.copyOf(lines);
  }

  static int lineOf(Mark mark) {
    return mark == null ? 0 : mark.getLine() + 1;
  }
}
