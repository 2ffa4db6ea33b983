package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The files in docs/deploy can be read by what they are for, and name only what there is. Whether
 * the metrics they name exist is asked of a running server, in {@link ObservationTest}.
 */
class DeployFilesTest {
  private static final Path FOLDER = Path.of("..", "docs", "deploy").toAbsolutePath().normalize();

  /** Read by the log and by the command line, not by the settings. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("CHENGTU_LOG", "CHENGTU_LOG_LEVEL", "CHENGTU_DATA");

  private static String text(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  private static Map<String, Object> yaml(String name) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options)).load(text(name));
  }

  @SuppressWarnings("unchecked") // YAML has no types; a wrong one fails the test
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.getOrDefault(key, Map.of());
  }

  private static List<?> list(Map<String, Object> parent, String key) {
    return (List<?>) parent.getOrDefault(key, List.of());
  }

  private static Set<String> variables() {
    return Stream.concat(Settings.ALL.stream().map(Setting::variable), OTHER_VARIABLES.stream())
        .collect(Collectors.toSet());
  }

  @Test
  void everyVariableThatTheFilesSetIsASetting() throws IOException {
    Pattern set = Pattern.compile("^\\s*(?:ENV )?(CHENGTU_[A-Z_]+)\\s*[:=]", Pattern.MULTILINE);
    for (String name : List.of("chengtu.env", "compose.yaml", "Containerfile")) {
      Set<String> named = new TreeSet<>();
      Matcher matcher = set.matcher(text(name));
      while (matcher.find()) {
        named.add(matcher.group(1));
      }
      assertThat(named).as(name).isNotEmpty();
      assertThat(variables()).as(name).containsAll(named);
    }
  }

  @Test
  void theComposeFileHangsTogether() throws IOException {
    Map<String, Object> file = yaml("compose.yaml");
    Map<String, Object> services = map(file, "services");
    assertThat(services).containsKeys("chengtu", "database", "geoserver");
    for (String name : services.keySet()) {
      Map<String, Object> service = map(services, name);
      assertThat(service).as(name).containsKeys("image", "networks");
      assertThat(String.valueOf(service.get("image"))).as(name).matches("[a-z/]+:[0-9v][^ ]*");
      assertThat(services.keySet()).as(name).containsAll(map(service, "depends_on").keySet());
      assertThat(map(file, "networks").keySet().containsAll(list(service, "networks")))
          .as("networks of %s", name)
          .isTrue();
      assertThat(map(file, "secrets").keySet().containsAll(list(service, "secrets")))
          .as("secrets of %s", name)
          .isTrue();
      for (Object volume : list(service, "volumes")) {
        String from = String.valueOf(volume).split(":", 2)[0];
        assertThat(
                from.startsWith("./")
                    ? Files.exists(FOLDER.resolve(from))
                    : map(file, "volumes").containsKey(from))
            .as("%s of %s", volume, name)
            .isTrue();
      }
      for (Object port : list(service, "ports")) {
        assertThat(String.valueOf(port))
            .as("only a proxy speaks to the world")
            .startsWith("127.0.0.1:");
      }
    }
    Map<String, Object> node = map(services, "chengtu");
    assertThat(String.valueOf(map(node, "healthcheck").get("test"))).contains("/health/ready");
    assertThat(FOLDER.resolve(String.valueOf(map(node, "build").get("context"))).normalize())
        .isEqualTo(FOLDER.getParent().getParent());
    assertThat(
            FOLDER
                .getParent()
                .getParent()
                .resolve(String.valueOf(map(node, "build").get("dockerfile"))))
        .exists();
  }

  @Test
  void theImageRunsAsNobodySpecialAndEndsOnTheSignal() throws IOException {
    List<String> lines = text("Containerfile").lines().filter(l -> !l.startsWith("#")).toList();
    assertThat(lines.stream().filter(l -> l.startsWith("USER ")).toList())
        .containsExactly("USER 10001");
    assertThat(lines.stream().filter(l -> l.startsWith("FROM ")).toList())
        .containsExactly("FROM eclipse-temurin:17-jre");
    assertThat(String.join("\n", lines)).contains("exec java").contains("CMD [\"serve\"]");
    Set<String> known =
        Set.of(
            "FROM",
            "RUN",
            "COPY",
            "USER",
            "WORKDIR",
            "VOLUME",
            "EXPOSE",
            "ENV",
            "ENTRYPOINT",
            "CMD");
    assertThat(lines.stream().filter(l -> l.matches("\\S.*")).map(l -> l.split(" ", 2)[0]))
        .allMatch(known::contains);
  }

  @Test
  void theUnitIsHardenedAndReadBySystemd() throws Exception {
    String unit = text("chengtu.service");
    assertThat(unit)
        .contains(
            "User=chengtu",
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "CapabilityBoundingSet=\n")
        .contains("TimeoutStopSec=90", "KillSignal=SIGTERM");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))
            && Files.isExecutable(Path.of("/usr/bin/java")),
        "no systemd here that could read the unit");
    Process verify =
        new ProcessBuilder(
                "systemd-analyze", "verify", FOLDER.resolve("chengtu.service").toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(verify.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(verify.waitFor()).as(said).isZero();
    assertThat(said.lines().filter(l -> l.contains("chengtu.service"))).isEmpty();
  }

  @Test
  void everyAlertSaysWhatItMeansAndWhatToDo() throws IOException {
    assertThat(list(yaml("prometheus.yml"), "rule_files")).isEqualTo(List.of("alerts.yml"));
    Map<String, Object> scrape = at(list(yaml("prometheus.yml"), "scrape_configs"), 0);
    assertThat(scrape)
        .containsEntry("metrics_path", "/metrics")
        .containsEntry("job_name", "chengtu");
    Set<Object> names = new java.util.HashSet<>();
    List<?> rules = list(at(list(yaml("alerts.yml"), "groups"), 0), "rules");
    for (int i = 0; i < rules.size(); i++) {
      Map<String, Object> rule = at(rules, i);
      assertThat(rule).containsKeys("alert", "expr", "labels", "annotations");
      assertThat(names.add(rule.get("alert"))).as("%s twice", rule.get("alert")).isTrue();
      assertThat(map(rule, "labels").get("severity")).isIn("warning", "critical");
      assertThat(map(rule, "annotations")).containsKeys("summary", "action");
    }
    assertThat(names)
        .contains(
            "ChengtuStaleFollower", "ChengtuPoolWaiting", "ChengtuNoCheckpoint", "ChengtuDiskLow");
  }

  @SuppressWarnings("unchecked") // as in map()
  private static Map<String, Object> at(List<?> list, int index) {
    return (Map<String, Object>) list.get(index);
  }

  @Test
  void everyPanelOfTheDashboardAsksForSomething() throws IOException {
    JsonNode board = StateJson.tree(text("grafana-dashboard.json"));
    assertThat(board.get("panels")).hasSizeGreaterThan(15);
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : board.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.get("title").asText()).isNotBlank();
      assertThat(panel.get("gridPos").get("x").asInt() + panel.get("gridPos").get("w").asInt())
          .isLessThanOrEqualTo(24);
      for (JsonNode target : panel.get("targets")) {
        String expression = target.get("expr").asText();
        assertThat(expression).isNotBlank();
        assertThat(expression.chars().filter(c -> c == '(').count())
            .as(expression)
            .isEqualTo(expression.chars().filter(c -> c == ')').count());
      }
    }
  }
}
