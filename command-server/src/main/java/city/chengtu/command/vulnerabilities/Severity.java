package city.chengtu.command.vulnerabilities;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * How bad an advisory is. Not said counts as worst: nobody has judged it.
 *
 * <p>Taken from what the database says in words, else from a CVSS 3 vector by the base score's
 * formula (CVSS v3.1 specification, 7.1).
 */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL,
  UNKNOWN;

  private static final Map<String, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry("AV:N", 0.85),
          Map.entry("AV:A", 0.62),
          Map.entry("AV:L", 0.55),
          Map.entry("AV:P", 0.2),
          Map.entry("AC:L", 0.77),
          Map.entry("AC:H", 0.44),
          Map.entry("UI:N", 0.85),
          Map.entry("UI:R", 0.62));

  static Severity of(JsonNode advisory) {
    String words =
        advisory.path("database_specific").path("severity").asText("").toUpperCase(Locale.ROOT);
    for (Severity severity : values()) {
      if (severity.name().equals(words)) {
        return severity;
      }
    }
    if (words.equals("MODERATE")) {
      return MEDIUM;
    }
    for (JsonNode each : advisory.path("severity")) {
      if (each.path("type").asText().equals("CVSS_V3")) {
        return ofScore(score(each.path("score").asText()));
      }
    }
    return UNKNOWN;
  }

  private static Severity ofScore(double score) {
    if (Double.isNaN(score)) {
      return UNKNOWN;
    }
    return score >= 9 ? CRITICAL : score >= 7 ? HIGH : score >= 4 ? MEDIUM : LOW;
  }

  /** NaN when it is no CVSS 3 vector. */
  static double score(String vector) {
    boolean changed = vector.contains("/S:C");
    double confidentiality = impact(vector, "C");
    double integrity = impact(vector, "I");
    double availability = impact(vector, "A");
    double exploitability =
        8.22
            * weight(vector, "AV")
            * weight(vector, "AC")
            * privileges(vector, changed)
            * weight(vector, "UI");
    double base = 1 - (1 - confidentiality) * (1 - integrity) * (1 - availability);
    double impact =
        changed ? 7.52 * (base - 0.029) - 3.25 * Math.pow(base - 0.02, 15) : 6.42 * base;
    if (Double.isNaN(impact + exploitability)) {
      return Double.NaN;
    }
    if (impact <= 0) {
      return 0;
    }
    double sum = (changed ? 1.08 : 1) * (impact + exploitability);
    return Math.ceil(Math.min(sum, 10) * 10 - 1e-5) / 10;
  }

  private static String value(String vector, String metric) {
    for (String part : vector.split("/", -1)) {
      if (part.startsWith(metric + ":")) {
        return part;
      }
    }
    return "";
  }

  private static double weight(String vector, String metric) {
    return WEIGHTS.getOrDefault(value(vector, metric), Double.NaN);
  }

  private static double impact(String vector, String metric) {
    String value = value(vector, metric);
    return value.endsWith(":H")
        ? 0.56
        : value.endsWith(":L") ? 0.22 : value.endsWith(":N") ? 0 : Double.NaN;
  }

  private static double privileges(String vector, boolean changed) {
    return switch (value(vector, "PR")) {
      case "PR:N" -> 0.85;
      case "PR:L" -> changed ? 0.68 : 0.62;
      case "PR:H" -> changed ? 0.5 : 0.27;
      default -> Double.NaN;
    };
  }
}
