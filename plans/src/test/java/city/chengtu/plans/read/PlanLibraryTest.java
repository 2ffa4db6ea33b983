package city.chengtu.plans.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.plans.check.Finding;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Plan;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLibraryTest {
  @Test
  void readsTheSmallestPlanWhole() {
    PlanLibrary library = Drawing.load(Drawing.minimal());

    assertThat(library.findings()).isEmpty();
    Plan plan = library.find("minimal").orElseThrow();
    assertThat(plan.title().zh()).isEqualTo("最小预案");
    assertThat(plan.tasks()).extracting("id").containsExactly("close", "leave");
    assertThat(plan.tasks().get(0).limit()).isEqualTo(Duration.ofMinutes(20));
    assertThat(plan.tasks().get(0).levels()).containsExactlyInAnyOrder(Level.III, Level.IV);
    assertThat(plan.profile(Level.IV).orElseThrow().commander()).isEqualTo("leader");
    assertThat(plan.profile(Level.I)).isEmpty();
    assertThat(plan.map().rings().get(1).metres()).containsEntry(Level.III, 300);
  }

  @Test
  void oneBadFileDoesNotStopTheGoodOnes() {
    PlanLibrary library =
        load(
            source("bad.yaml", Drawing.with("kind: secret")),
            source("good.yaml", Drawing.minimal()));

    assertThat(library.plans()).hasSize(1);
    assertThat(library.findings()).extracting(Finding::file).containsExactly("bad.yaml");
  }

  @Test
  void everyFindingSpeaksBothLanguagesAndNamesThePath() {
    Finding finding = Drawing.load(Drawing.with("kind: secret")).findings().get(0);

    assertThat(finding.path()).isEqualTo("kind");
    assertThat(finding.message().en()).contains("'secret' must be one of site, unit");
    assertThat(finding.message().zh()).contains("“secret”应为下列之一");
  }

  @Test
  void theSameVersionTwiceIsRefused() {
    PlanLibrary library =
        load(source("a.yaml", Drawing.minimal()), source("b.yaml", Drawing.minimal()));

    assertThat(library.plans()).hasSize(1);
    assertThat(library.findings()).extracting(Finding::code).containsExactly("duplicate-plan");
  }

  @Test
  void theNewestVersionIsFound() {
    PlanLibrary library =
        load(
            source("a.yaml", Drawing.with("version: 3")),
            source("b.yaml", Drawing.with("version: 2")));

    assertThat(library.find("minimal").orElseThrow().version()).isEqualTo(3);
  }

  @Test
  void withoutADirectoryNobodyCanBeCalled() {
    PlanLibrary library =
        PlanLibrary.load(
            List.of(source("a.yaml", Drawing.minimal())), Drawing.WORDS, ReadLimits.DEFAULT);

    assertThat(library.plans()).isEmpty();
    assertThat(library.findings())
        .extracting(Finding::code)
        .contains("no-directory", "unknown-organisation");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() {
    Finding finding = Drawing.load("format: 1\nid: [1, 2\nversion: 3\n").findings().get(0);

    assertThat(finding.code()).isEqualTo("bad-yaml");
    assertThat(finding.line()).isEqualTo(3);
  }

  @Test
  void anEmptyFileAndTwoDocumentsAreNotPlans() {
    assertThat(codes("# nothing here\n")).containsExactly("empty-file");
    assertThat(codes("a: 1\n---\nb: 2\n")).containsExactly("bad-yaml");
    assertThat(codes("just text")).containsExactly("not-an-object");
  }

  @Test
  void largeDeepAndExplodingFilesAreRefusedAtOnce() {
    String laughs =
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        """;
    assertThat(codes(laughs)).containsExactly("bad-yaml");
    assertThat(codes("a: " + "[".repeat(100) + "]".repeat(100))).containsExactly("bad-yaml");
    assertThat(codes("a: " + "x".repeat(600_000))).containsExactly("file-too-large");
  }

  @Test
  void aConditionThatContainsItselfIsRefused() {
    String endless = Drawing.with("start:\n  - {level: IV, when: &w {any: [*w]}}\n");

    assertThat(Drawing.load(endless).findings())
        .extracting(Finding::code)
        .containsExactly("endless-alias");
  }

  @Test
  void aFileThatIsNotUtf8IsNamed(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("gbk.yaml"), "title: 预案".getBytes(Charset.forName("GBK")));

    assertThatThrownBy(() -> PlanSource.folder(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(java.nio.charset.MalformedInputException.class)
        .cause()
        .hasMessage("gbk.yaml is not UTF-8");
  }

  @Test
  void theBuiltInLibraryIsSound() {
    PlanLibrary library = PlanLibrary.load(BuiltInWords.VOCABULARY);

    assertThat(library.findings()).isEmpty();
    assertThat(library.plans())
        .extracting(Plan::id)
        .containsExactlyInAnyOrder(
            "fire",
            "gas-leak",
            "power-outage",
            "road-collapse",
            "underpass-flooding",
            "water-main-burst",
            "waterlogging");
    assertThat(library.plans()).allSatisfy(p -> assertThat(p.tasks()).isNotEmpty());
  }

  @Test
  void aLibraryInAJarIsReadLikeAFolder(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("plans with a space.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("library/"));
      for (PlanSource source : PlanSource.builtIn()) {
        out.putNextEntry(new ZipEntry("library/" + source.name()));
        out.write(source.text().getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(PlanSource.at(new URL("jar:" + jar.toUri() + "!/library/")))
        .isEqualTo(PlanSource.builtIn());
  }

  @Test
  void theBuiltInLibraryCoversItsTypes() {
    Set<String> words = BuiltInWords.VOCABULARY.incidentTypes();
    PlanLibrary library = PlanLibrary.load(BuiltInWords.VOCABULARY);

    assertThat(library.plans().stream().flatMap(p -> p.incidents().stream()))
        .as("no type of the vocabulary is left without a plan")
        .containsAll(words);
  }

  private static List<String> codes(String file) {
    return Drawing.load(file).findings().stream().map(Finding::code).toList();
  }

  private static PlanSource source(String name, String text) {
    return new PlanSource(name, text);
  }

  private static PlanLibrary load(PlanSource... plans) {
    PlanSource directory =
        PlanSource.folder(Path.of("src/test/resources/good")).stream()
            .filter(s -> s.name().equals(PlanLibrary.DIRECTORY))
            .findFirst()
            .orElseThrow();
    List<PlanSource> sources = new java.util.ArrayList<>(List.of(plans));
    sources.add(directory);
    return PlanLibrary.load(sources, Drawing.WORDS, ReadLimits.DEFAULT);
  }
}
