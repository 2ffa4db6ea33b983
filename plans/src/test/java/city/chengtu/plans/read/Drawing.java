package city.chengtu.plans.read;

import city.chengtu.plans.check.Finding;
import city.chengtu.plans.check.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A plan file drawn for a test: the smallest good plan, with some of its sections drawn over. A
 * mark {@code # <- code} stands behind each line on which exactly that finding is expected; {@code
 * # without: key} leaves a section out.
 */
public final class Drawing {
  public static final Vocabulary WORDS =
      new Vocabulary(
          Set.of("gas_leak"),
          Set.of("gas", "rescue"),
          Set.of("pipe_segments"),
          Set.of("incident.address"));

  private static final Path FOLDER = Path.of("src/test/resources");
  private static final Pattern SECTION = Pattern.compile("^([a-z_]+):.*");
  private static final Pattern WITHOUT = Pattern.compile("^# without: ([a-z_]+)$");
  private static final Pattern MARK = Pattern.compile("# <- ([a-z-, ]+)$");

  private Drawing() {}

  /** The smallest good plan. */
  public static String minimal() {
    return file("good/minimal.yaml");
  }

  /** The smallest good plan with these sections instead of its own. */
  public static String with(String sections) {
    Map<String, String> plan = sections(minimal());
    plan.putAll(sections(sections));
    sections
        .lines()
        .map(WITHOUT::matcher)
        .filter(Matcher::matches)
        .forEach(m -> plan.remove(m.group(1)));
    return String.join("", plan.values());
  }

  /** What the library says of this one plan. */
  public static PlanLibrary load(String plan) {
    return PlanLibrary.load(
        List.of(
            new PlanSource(PlanLibrary.DIRECTORY, file("good/directory.yaml")),
            new PlanSource("drawn.yaml", plan)),
        WORDS,
        ReadLimits.DEFAULT);
  }

  /** Line and code of every mark in the drawing, sorted. */
  static List<String> expected(String plan) {
    List<String> expected = new ArrayList<>();
    List<String> lines = plan.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.find()) {
        for (String code : mark.group(1).split(", ")) {
          expected.add((i + 1) + " " + code);
        }
      }
    }
    return expected.stream().sorted().toList();
  }

  static List<String> found(List<Finding> findings) {
    return findings.stream().map(f -> f.line() + " " + f.code()).sorted().toList();
  }

  static Stream<Path> bad() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("bad"))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String name) {
    return text(FOLDER.resolve(name));
  }

  private static Map<String, String> sections(String text) {
    Map<String, String> sections = new LinkedHashMap<>();
    String current = null;
    for (String line : text.lines().toList()) {
      Matcher start = SECTION.matcher(line);
      if (start.matches()) {
        current = start.group(1);
      }
      if (current != null) {
        sections.merge(current, line + "\n", String::concat);
      }
    }
    return sections;
  }
}
