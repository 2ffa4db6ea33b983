package city.chengtu.client;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What imports what, as a browser would resolve it with the page's import map. */
final class ModuleGraph {
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:^|[;\\n}])\\s*(?:import|export)\\s*((?:[\\w$*{},\\s]+?)\\s*from\\s*)?[\"']([^\"']+)[\"']");
  private static final Pattern DYNAMIC =
      Pattern.compile("\\bimport\\(\\s*[\"']([^\"']+)[\"']\\s*\\)");
  private static final Pattern MAP_ENTRY = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"(/[^\"]+)\"");

  /** One import: who, the specifier as written, where it leads, and the names taken. */
  record Import(String from, String specifier, String to, List<String> names) {}

  private final ClientFiles files;
  private final Map<String, String> importMap = new LinkedHashMap<>();
  private final List<Import> imports = new ArrayList<>();
  private final Set<String> modules = new LinkedHashSet<>();
  private final boolean lazily;

  private ModuleGraph(ClientFiles files, boolean lazily) {
    this.files = files;
    this.lazily = lazily;
  }

  /** All that can ever be loaded from there, parts that are loaded later too. */
  static ModuleGraph of(ClientFiles files, String... starts) {
    return walked(new ModuleGraph(files, true), starts);
  }

  /** What is loaded at once from there: without what {@code import()} brings later. */
  static ModuleGraph atStart(ClientFiles files, String... starts) {
    return walked(new ModuleGraph(files, false), starts);
  }

  private static ModuleGraph walked(ModuleGraph graph, String... starts) {
    graph.readMap();
    graph.walk(new ArrayDeque<>(List.of(starts)));
    return graph;
  }

  List<Import> imports() {
    return imports;
  }

  Set<String> modules() {
    return modules;
  }

  private void readMap() {
    String page = files.page();
    int start = page.indexOf("\"imports\"");
    Matcher entry = MAP_ENTRY.matcher(page.substring(start, page.indexOf("</script>", start)));
    while (entry.find()) {
      importMap.put(entry.group(1), entry.group(2));
    }
  }

  private void walk(Deque<String> waiting) {
    while (!waiting.isEmpty()) {
      String address = waiting.remove();
      String text = files.find(address);
      if (text == null || !modules.add(address)) {
        continue;
      }
      for (MatchResult match : IMPORT.matcher(text).results().toList()) {
        add(waiting, address, match.group(2), names(match.group(1)));
      }
      if (lazily) {
        DYNAMIC.matcher(text).results().forEach(m -> add(waiting, address, m.group(1), List.of()));
      }
    }
  }

  private void add(Deque<String> waiting, String from, String specifier, List<String> names) {
    String to = resolve(from, specifier);
    imports.add(new Import(from, specifier, to, names));
    waiting.add(to);
  }

  private String resolve(String from, String specifier) {
    if (specifier.startsWith(".") || specifier.startsWith("/")) {
      return URI.create(from).resolve(specifier).toString();
    }
    if (importMap.containsKey(specifier)) {
      return importMap.get(specifier);
    }
    return importMap.entrySet().stream()
        .filter(e -> e.getKey().endsWith("/") && specifier.startsWith(e.getKey()))
        .map(e -> e.getValue() + specifier.substring(e.getKey().length()))
        .findFirst()
        .orElse("unmapped:" + specifier);
  }

  private static List<String> names(String clause) {
    if (clause == null || !clause.contains("{")) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (String part :
        clause.substring(clause.indexOf('{') + 1, clause.indexOf('}')).split(",", -1)) {
      if (!part.isBlank()) {
        names.add(part.trim().split("\\s+as\\s+", -1)[0]);
      }
    }
    return names;
  }
}
