package city.chengtu.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * The client's files hold together, without a browser: what a strict page would refuse at run time
 * fails here.
 */
class ClientFilesTest {
  /**
   * Zipped scripts of a first load, Lit and Leaflet among them; what a tool loads later is extra.
   */
  private static final int SCRIPT_BUDGET = 180 * 1024;

  private static final int STYLE_BUDGET = 25 * 1024;
  private static final String LEAFLET = "/webjars/leaflet/";

  private final ClientFiles files = ClientFiles.built();
  private final ModuleGraph graph = ModuleGraph.of(files, "/main.js");
  private final ModuleGraph start = ModuleGraph.atStart(files, "/main.js");
  private final ModuleGraph console = ModuleGraph.atStart(files, "/main.js", "/panels/console.js");
  private final ModuleGraph planner = ModuleGraph.atStart(files, "/main.js", "/planner/planner.js");

  @Test
  void theImportMapNamesTheVersionsOfTheWebJars() {
    assertThat(files.page()).doesNotContain("${").contains("\"lit\": \"/webjars/lit/");
  }

  @Test
  void everyImportLeadsToAFileThatIsServed() {
    List<String> broken =
        graph.imports().stream()
            .filter(i -> files.find(i.to()) == null)
            .map(i -> i.from() + " → " + i.specifier())
            .toList();
    assertThat(graph.modules()).hasSizeGreaterThan(40);
    assertThat(broken).isEmpty();
  }

  @Test
  void everyImportedNameIsExported() {
    List<String> missing = new ArrayList<>();
    for (ModuleGraph.Import each : graph.imports()) {
      if (each.from().startsWith("/webjars/") || each.to().startsWith("/webjars/")) {
        continue;
      }
      for (String name : each.names()) {
        if (!exports(files.find(each.to()), name)) {
          missing.add(each.from() + " takes " + name + " from " + each.to());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exports(String module, String name) {
    String word = Pattern.quote(name);
    return Pattern.compile(
                "export\\s+(?:default\\s+)?(?:async\\s+)?(?:const|let|function|class)\\s+"
                    + word
                    + "\\b")
            .matcher(module)
            .find()
        || Pattern.compile("export\\s*\\{[^}]*\\b" + word + "\\b[^}]*}").matcher(module).find();
  }

  @Test
  void everyModuleIsReachedFromTheEntry() {
    assertThat(files.ending(".js").keySet()).isSubsetOf(graph.modules());
  }

  @Test
  void eachWorkspacePreloadsExactlyTheModulesItStartsWith() {
    Set<String> inPage =
        Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"")
            .matcher(files.page())
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> every = new TreeSet<>(start.modules());
    every.removeAll(Set.of("/main.js", "/preload.js"));
    assertThat(inPage).containsAll(every);
    assertThat(files.page()).contains("src=\"/preload.js\"");
    assertPreloaded(console, inPage, "CONSOLE");
    assertPreloaded(planner, inPage, "PLANNER");
  }

  /** Libraries, whose addresses carry a version, are preloaded by the page. */
  private void assertPreloaded(ModuleGraph workspace, Set<String> inPage, String list) {
    Set<String> wanted = new TreeSet<>(workspace.modules());
    wanted.removeAll(start.modules());
    Set<String> libraries =
        wanted.stream().filter(a -> a.startsWith("/webjars/")).collect(Collectors.toSet());
    assertThat(inPage).containsAll(libraries);
    wanted.removeAll(libraries);
    Set<String> asked = new TreeSet<>(list("BOTH"));
    asked.addAll(list(list));
    assertThat(asked).as(list).isEqualTo(wanted);
  }

  private Set<String> list(String name) {
    Matcher list =
        Pattern.compile("const " + name + " = \\[([^\\]]*)]").matcher(files.find("/preload.js"));
    assertThat(list.find()).as(name).isTrue();
    return Pattern.compile("'([^']+)'")
        .matcher(list.group(1))
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void nothingInlineThatAStrictPolicyWouldBlock() {
    Map<String, Pattern> forbidden =
        Map.of(
            "inline handler", Pattern.compile("[\\s\"'`]on[a-z]+=[\"'$]"),
            "inline style", Pattern.compile("\\sstyle=[\"'$]"),
            "styleMap", Pattern.compile("\\bstyleMap\\b"),
            "eval", Pattern.compile("\\beval\\(|new Function\\("),
            "markup from text",
                Pattern.compile("innerHTML|insertAdjacentHTML|outerHTML|unsafeHTML"),
            "text in a Leaflet popup", Pattern.compile("bindPopup\\(|bindTooltip\\("));
    List<String> found = new ArrayList<>();
    ours()
        .forEach(
            (address, text) ->
                forbidden.forEach(
                    (name, pattern) -> {
                      if (pattern.matcher(text).find()) {
                        found.add(address + ": " + name);
                      }
                    }));
    assertThat(found).isEmpty();
  }

  @Test
  void noAddressOutsideTheOwnServer() {
    List<String> outside = new ArrayList<>();
    ours()
        .forEach(
            (address, text) ->
                Pattern.compile("\\b(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}[^\\s\"'`)]*")
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .filter(link -> !link.equals("http://www.w3.org/2000/svg"))
                    .forEach(link -> outside.add(address + ": " + link)));
    assertThat(outside).isEmpty();
  }

  @Test
  void bothDictionariesHaveTheSameKeysAndPlaceholders() {
    assertThat(words("zh")).hasSizeGreaterThan(200);
    for (String area : areas()) {
      Map<String, String> zh = dictionary("/i18n/zh" + area);
      Map<String, String> en = dictionary("/i18n/en" + area);
      assertThat(zh).as(area).isNotEmpty();
      assertThat(en.keySet()).as(area).isEqualTo(zh.keySet());
      zh.forEach(
          (key, sentence) ->
              assertThat(placeholders(en.get(key))).as(key).isEqualTo(placeholders(sentence)));
    }
  }

  @Test
  void everyKeyThatTheModulesNameIsInTheDictionary() {
    Set<String> known = words("zh").keySet();
    Set<String> missing = new TreeSet<>();
    Pattern use = Pattern.compile("\\bt\\('([\\w.]+)'");
    files.ending(".js").values().stream()
        .flatMap(text -> use.matcher(text).results())
        .map(match -> match.group(1))
        .filter(key -> !known.contains(key))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyShortcutHasWordsAndIsBoundByAPanel() {
    List<String> actions =
        Pattern.compile("action: '(\\w+)'")
            .matcher(files.find("/shortcuts.js"))
            .results()
            .map(match -> match.group(1))
            .toList();
    Set<String> words = words("zh").keySet();
    String panels = String.join("\n", files.ending(".js").values());
    assertThat(actions).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    for (String action : actions) {
      assertThat(words).contains("shortcut." + action);
      boolean bound =
          panels.contains("bind('" + action + "'")
              || Pattern.compile("\\b" + action + ": '").matcher(panels).find();
      assertThat(bound).as("a panel binds " + action).isTrue();
    }
  }

  @Test
  void everyIconIsInTheSprite() {
    Set<String> symbols =
        Pattern.compile("<symbol id=\"(\\w+)\"")
            .matcher(files.find("/icons/sprite.svg"))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    Pattern use = Pattern.compile("\\bicon\\('(\\w+)'\\)|sprite\\.svg#(\\w+)");
    List<String> used =
        files.ending(".js").values().stream()
            .flatMap(text -> use.matcher(text).results())
            .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
            .toList();
    assertThat(used).isNotEmpty();
    assertThat(symbols).containsAll(used);
  }

  @Test
  void scriptsAndStylesStayWithinTheirBudgets() {
    long operating = scripts(console);
    long planning = scripts(planner);
    long styles =
        files.ending(".css").values().stream().mapToLong(ClientFilesTest::zipped).sum()
            + zipped(files.find(leaflet("leaflet.css")));
    System.out.println(
        "client: console scripts "
            + operating
            + " B gz, modules "
            + console.modules().size()
            + "; planner scripts "
            + planning
            + " B gz, modules "
            + planner.modules().size()
            + "; styles "
            + styles
            + " B gz");
    assertThat(operating).as("console").isLessThan(SCRIPT_BUDGET);
    assertThat(planning).as("planner").isLessThan(SCRIPT_BUDGET);
    assertThat(styles).isLessThan(STYLE_BUDGET);
  }

  private long scripts(ModuleGraph loaded) {
    return loaded.modules().stream().mapToLong(address -> zipped(files.find(address))).sum()
        + zipped(files.find(leaflet("leaflet.js")));
  }

  private String leaflet(String file) {
    Matcher address =
        Pattern.compile("\"(" + LEAFLET + "[^\"]*/" + Pattern.quote(file) + ")\"")
            .matcher(files.page());
    assertThat(address.find()).as("the page loads " + file).isTrue();
    return address.group(1);
  }

  private Map<String, String> ours() {
    Map<String, String> all = new TreeMap<>(files.ending(".js"));
    all.putAll(files.ending(".html"));
    all.putAll(files.ending(".css"));
    all.putAll(files.ending(".svg"));
    return all;
  }

  /** The dictionaries by what follows the language: ".js", "/planner.js" … */
  private Set<String> areas() {
    return files.ending(".js").keySet().stream()
        .filter(address -> address.startsWith("/i18n/zh"))
        .map(address -> address.substring("/i18n/zh".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All words of a language; a key stands in one area only. */
  private Map<String, String> words(String language) {
    Map<String, String> all = new TreeMap<>();
    for (String area : areas()) {
      dictionary("/i18n/" + language + area)
          .forEach(
              (key, text) -> assertThat(all.put(key, text)).as(key + " again in " + area).isNull());
    }
    return all;
  }

  private Map<String, String> dictionary(String address) {
    Map<String, String> words = new TreeMap<>();
    Matcher line =
        Pattern.compile("^ {2}'([^']+)': '(.*)',$", Pattern.MULTILINE).matcher(files.find(address));
    while (line.find()) {
      assertThat(words.put(line.group(1), line.group(2))).as(line.group(1) + " twice").isNull();
    }
    return words;
  }

  private static Set<String> placeholders(String sentence) {
    return Pattern.compile("\\{\\w+}")
        .matcher(sentence)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.size();
  }
}
