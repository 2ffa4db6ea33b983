package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class VulnerabilitiesVerbTest {
  private static final String HIGH = "\"database_specific\":{\"severity\":\"HIGH\"}";

  @TempDir private Path folder;
  private Path lib;
  private Path database;
  private String printed;

  @BeforeEach
  void start() throws IOException {
    lib = Files.createDirectory(folder.resolve("lib"));
    database = Files.createDirectory(folder.resolve("osv"));
  }

  private void jar(String file, String... coordinates) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(lib.resolve(file)))) {
      zip.putNextEntry(new ZipEntry("x.class"));
      for (String each : coordinates) {
        String[] p = each.split(":", -1);
        zip.putNextEntry(new ZipEntry("META-INF/maven/" + p[0] + "/" + p[1] + "/pom.properties"));
        zip.write(
            "groupId=%s\nartifactId=%s\nversion=%s\n"
                .formatted(p[0], p[1], p[2])
                .getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String advisory(String id, String name, String affected, String more) {
    return """
        {"id":"%s","summary":"words","aliases":["CVE-%s"],
         "affected":[{"package":{"ecosystem":"Maven","name":"%s"},%s}],%s}
        """
        .formatted(id, id, name, affected, more);
  }

  private static String range(String events) {
    return "\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[" + events + "]}]";
  }

  private void write(String id, String json) throws IOException {
    Files.writeString(database.resolve(id + ".json"), json);
  }

  private int run(String... more) {
    StringWriter out = new StringWriter();
    StringWriter problems = new StringWriter();
    List<String> all =
        new ArrayList<>(List.of("--database", database.toString(), "--libraries", lib.toString()));
    all.addAll(List.of(more));
    int code =
        new CommandLine(new VulnerabilitiesVerb())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(problems))
            .setExecutionExceptionHandler(new Failures())
            .execute(all.toArray(String[]::new));
    printed = out + "" + problems;
    return code;
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, false",
    "1.2.0, true",
    "1.2.0.RC1, false",
    "1.9.9, true",
    "1.10.0, true",
    "2.0.0-beta1, true",
    "2.0.0, false",
    "2.0.0.Final, false",
    "3.0, false"
  })
  void rangesAreReadInMavensOrder(String version, boolean hit) throws IOException {
    jar("a.jar", "org.x:a:" + version);
    write(
        "G-1",
        advisory(
            "G-1", "org.x:a", range("{\"introduced\":\"1.2.0\"},{\"fixed\":\"2.0.0\"}"), HIGH));
    assertThat(run()).as(printed).isEqualTo(hit ? 1 : 0);
    if (hit) {
      assertThat(printed)
          .contains("HIGH")
          .contains("G-1")
          .contains("org.x:a " + version)
          .contains("2.0.0");
    }
  }

  @Test
  void lastAffectedVersionListsAndTwoRanges() throws IOException {
    jar("a.jar", "org.x:a:1.5");
    write(
        "G-1",
        advisory(
            "G-1", "org.x:a", range("{\"introduced\":\"0\"},{\"last_affected\":\"1.5\"}"), HIGH));
    assertThat(run()).isEqualTo(1);
    write(
        "G-1",
        advisory(
            "G-1", "org.x:a", range("{\"introduced\":\"0\"},{\"last_affected\":\"1.4\"}"), HIGH));
    assertThat(run()).isZero();
    write("G-1", advisory("G-1", "org.x:a", "\"versions\":[\"1.4\",\"1.5.0\"]", HIGH));
    assertThat(run()).as("1.5 and 1.5.0 are the same to Maven").isEqualTo(1);
    write(
        "G-1",
        advisory(
            "G-1",
            "org.x:a",
            range(
                "{\"introduced\":\"2\"},{\"fixed\":\"2.1\"},{\"introduced\":\"1.5\"},{\"fixed\":\"1.6\"}"),
            HIGH));
    assertThat(run()).isEqualTo(1);
    write("G-1", advisory("G-1", "org.x:other", range("{\"introduced\":\"0\"}"), HIGH));
    assertThat(run()).isZero();
    write(
        "G-1",
        advisory(
            "G-1",
            "org.x:a",
            range("{\"introduced\":\"0\"}"),
            HIGH + ",\"withdrawn\":\"2026-01-01T00:00:00Z\""));
    assertThat(run()).isZero();
  }

  @Test
  void severityDecidesAndNotJudgedCountsAsWorst() throws IOException {
    jar("a.jar", "org.x:a:1");
    String all = range("{\"introduced\":\"0\"}");
    write(
        "G-1",
        advisory("G-1", "org.x:a", all, "\"database_specific\":{\"severity\":\"MODERATE\"}"));
    assertThat(run()).isZero();
    assertThat(printed).contains("MEDIUM");
    assertThat(run("--fail-at", "MEDIUM")).isEqualTo(1);
    write(
        "G-1",
        advisory(
            "G-1",
            "org.x:a",
            all,
            "\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"}]"));
    assertThat(run("--fail-at", "CRITICAL")).as("9.8").isEqualTo(1);
    write(
        "G-1",
        advisory(
            "G-1",
            "org.x:a",
            all,
            "\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N\"}]"));
    assertThat(run()).as("6.1").isZero();
    assertThat(printed).contains("MEDIUM");
    write("G-1", advisory("G-1", "org.x:a", all, "\"severity\":[]"));
    assertThat(run("--fail-at", "CRITICAL")).isEqualTo(1);
  }

  @Test
  void aJudgementNeedsAReasonAndEndsWithItsDate() throws IOException {
    jar("a.jar", "org.x:a:1");
    write("G-1", advisory("G-1", "org.x:a", range("{\"introduced\":\"0\"}"), HIGH));
    Path ignore = folder.resolve("ignore.txt");
    Files.writeString(ignore, "# judged\nCVE-G-1 2099-12-31 we never call it\n");
    assertThat(run("--ignore", ignore.toString())).isZero();
    assertThat(printed).contains("we never call it");
    Files.writeString(ignore, "G-1 2020-01-01 was fine then\n");
    assertThat(run("--ignore", ignore.toString())).isEqualTo(1);
    Files.writeString(ignore, "G-1 2099-12-31\n");
    assertThat(run("--ignore", ignore.toString())).isEqualTo(2);
    assertThat(printed).contains("line 1");
  }

  @Test
  void packedLibrariesZipsAndUnknownJars() throws IOException {
    jar("fat.jar", "org.x:fat:1", "org.hidden:inner:1.0");
    jar("nameless-1.0.jar");
    jar("listed-2.0.jar");
    Files.writeString(
        folder.resolve("libraries.txt"),
        "\nThe following files have been resolved:\n   org.y:listed:jar:2.0:compile -- module y\n");
    Path zip = folder.resolve("all.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("G-1.json"));
      entries.write(
          advisory("G-1", "org.hidden:inner", range("{\"introduced\":\"0\"}"), HIGH)
              .getBytes(StandardCharsets.UTF_8));
      entries.putNextEntry(new ZipEntry("G-2.json"));
      entries.write(
          advisory("G-2", "org.y:listed", range("{\"introduced\":\"0\"}"), HIGH)
              .getBytes(StandardCharsets.UTF_8));
    }
    database = zip;
    assertThat(run()).isEqualTo(1);
    assertThat(printed)
        .contains("org.hidden:inner")
        .contains("org.y:listed")
        .contains("UNKNOWN  nameless-1.0.jar")
        .doesNotContain("UNKNOWN  listed");
  }

  /** A database that cannot be read must not look like one without findings. */
  @Test
  void aBrokenDatabaseIsAnError() throws IOException {
    jar("a.jar", "org.x:a:1");
    assertThat(run()).as("empty").isEqualTo(2);
    write("G-1", "{not json");
    assertThat(run()).isEqualTo(2);
    assertThat(printed).contains("G-1.json");
    write("G-1", "{}");
    assertThat(run()).isEqualTo(2);
    database = folder.resolve("nothing.zip");
    assertThat(run()).isEqualTo(2);
  }
}
