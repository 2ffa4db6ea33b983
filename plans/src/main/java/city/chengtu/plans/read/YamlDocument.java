package city.chengtu.plans.read;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Parses a file into YAML nodes. Nodes are walked instead of constructed values, because only nodes
 * know their line; the safe constructor stands behind them so that no later use of this parser
 * could ever make an object of a class named in a file.
 */
final class YamlDocument {
  private YamlDocument() {}

  static Optional<YamlValue> parse(String text, ReadLimits limits, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(limits.characters());
    options.setNestingDepthLimit(limits.depth());
    options.setMaxAliasesForCollections(limits.aliases());
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    if (text.codePointCount(0, text.length()) > limits.characters()) {
      problems.addAt(
          "file-too-large",
          0,
          "",
          "文件超过 " + limits.characters() + " 个字符",
          "the file has more than " + limits.characters() + " characters");
      return Optional.empty();
    }
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null) {
        problems.addAt("empty-file", 1, "", "文件没有内容", "the file has no content");
        return Optional.empty();
      }
      if (EndlessNodes.contains(root)) {
        problems.add("endless-alias", root, "", "别名包含自身", "an alias contains itself");
        return Optional.empty();
      }
      return Optional.of(new YamlValue(root, "", problems));
    } catch (MarkedYAMLException e) {
      problems.addAt(
          "bad-yaml",
          Problems.lineOf(e.getProblemMark()),
          "",
          "YAML 语法错误：" + e.getProblem(),
          "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.addAt(
          "bad-yaml", 0, "", "YAML 无法读取：" + e.getMessage(), "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }
}
