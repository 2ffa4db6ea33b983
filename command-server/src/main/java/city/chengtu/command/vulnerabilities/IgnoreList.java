package city.chengtu.command.vulnerabilities;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings somebody has judged: one a line, {@code ID until-date reason}. No judgement is for ever:
 * after its date the finding counts again.
 */
public final class IgnoreList {
  private record Judgement(LocalDate until, String reason) {}

  private final Map<String, Judgement> judgements = new HashMap<>();

  /** Ignores nothing. */
  public static IgnoreList none() {
    return new IgnoreList();
  }

  /**
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException naming the line without date or reason
   */
  public static IgnoreList read(Path file) throws IOException {
    IgnoreList list = new IgnoreList();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\\s+", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException(
            file + " line " + (i + 1) + ": expected 'ID until-date reason'");
      }
      list.judgements.put(parts[0], new Judgement(date(parts[1], file, i + 1), parts[2]));
    }
    return list;
  }

  private static LocalDate date(String text, Path file, int line) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          file + " line " + line + ": '" + text + "' is no date as 2026-12-31", e);
    }
  }

  /** Why this finding does not count today; empty when it does. */
  public Optional<String> reason(Finding finding, LocalDate today) {
    return finding.ids().stream()
        .map(judgements::get)
        .filter(j -> j != null && !today.isAfter(j.until()))
        .map(j -> j.reason() + " (until " + j.until() + ")")
        .findFirst();
  }
}
