package city.chengtu.command.ogc;

import city.chengtu.command.journal.Refusal;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** In which form an answer is wanted: by the parameter {@code f}, else by {@code Accept}. */
enum Format {
  JSON,
  HTML;

  /**
   * @param f the parameter's value; null when there is none
   * @param accept the header's value; null when there is none
   * @param others forms that are offered beside these two; they count as JSON
   * @throws Refusal 400 for a form that is not offered
   */
  static Format of(String f, String accept, Set<String> others) {
    if (f == null) {
      return accept == null ? JSON : ofAccept(accept);
    }
    if (others.contains(f) || f.equals("json")) {
      return JSON;
    }
    if (f.equals("html")) {
      return HTML;
    }
    Set<String> offered = new TreeSet<>(others);
    offered.addAll(Set.of("html", "json"));
    throw Refusal.invalid("f", "unknown-format", "f must be one of " + String.join(", ", offered));
  }

  /** HTML for those only who like it better than JSON, as browsers do. */
  private static Format ofAccept(String accept) {
    double html = 0;
    double json = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      String type = parts[0].strip();
      double quality = quality(parts);
      if (type.equals("text/html")) {
        html = Math.max(html, quality);
      } else if (type.equals("*/*") || type.contains("json")) {
        json = Math.max(json, quality);
      }
    }
    return html > json ? HTML : JSON;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0; // what cannot be read is not wanted
        }
      }
    }
    return 1;
  }

  /** The value of {@code f} that asks for it. */
  String f() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mediaType() {
    return this == HTML ? MediaType.HTML : MediaType.JSON;
  }
}
