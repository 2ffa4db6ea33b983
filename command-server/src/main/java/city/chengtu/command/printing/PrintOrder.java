package city.chengtu.command.printing;

import city.chengtu.command.api.Rfc3339;
import city.chengtu.command.journal.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be printed, as the client orders it.
 *
 * @param paper A4 to A0 (ISO 216)
 * @param landscape true for the long side across; portrait when null
 * @param scale 5000 stands for 1:5,000
 * @param centre lon, lat in degrees
 * @param title may be null
 * @param layers lowest first
 * @param at RFC 3339: the stored layers as of then; null for now
 * @param language zh or en; zh when null
 */
record PrintOrder(
    String paper,
    Boolean landscape,
    int scale,
    List<Double> centre,
    String title,
    List<PrintedLayer> layers,
    String at,
    String language) {
  static final int LARGEST_SCALE = 500;
  static final int SMALLEST_SCALE = 50_000;
  private static final int MOST_LAYERS = 60;
  private static final int LONGEST_TITLE = 100;

  /**
   * @param id of a layer
   * @param opacity 0.05 to 1; null for the style's own
   * @param filter CQL2 text; null for all features
   */
  record PrintedLayer(String id, Double opacity, String filter) {}

  /**
   * @throws Refusal 400 naming the field
   */
  void check() {
    size();
    require(
        scale >= LARGEST_SCALE && scale <= SMALLEST_SCALE,
        "scale",
        "scale must be from " + LARGEST_SCALE + " to " + SMALLEST_SCALE);
    require(
        centre != null && centre.size() == 2 && !centre.contains(null),
        "centre",
        "centre must be [lon, lat] in degrees");
    require(
        GridPlane.covers(centre.get(0), centre.get(1)),
        "centre",
        "centre must lie where the 3 degree zones of CGCS2000 are: 73.5 to 136.5 degrees east, 3 to"
            + " 54 north");
    require(title == null || title.length() <= LONGEST_TITLE, "title", "title is too long");
    require(
        layers != null && !layers.isEmpty() && layers.size() <= MOST_LAYERS,
        "layers",
        "name 1 to " + MOST_LAYERS + " layers");
    for (int i = 0; i < layers.size(); i++) {
      PrintedLayer layer = layers.get(i);
      require(layer != null && layer.id() != null, "layers/" + i + "/id", "id is required");
      require(
          layer.opacity() == null || (layer.opacity() >= 0.05 && layer.opacity() <= 1),
          "layers/" + i + "/opacity",
          "opacity must be from 0.05 to 1");
    }
    require(
        language == null || language.equals("zh") || language.equals("en"),
        "language",
        "language must be zh or en");
    moment();
  }

  private static void require(boolean right, String field, String detail) {
    if (!right) {
      throw Refusal.invalid(field, "out-of-range", detail);
    }
  }

  Paper size() {
    try {
      return Paper.valueOf(String.valueOf(paper).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("paper", "unknown-paper", "paper must be A4, A3, A2, A1 or A0");
    }
  }

  Optional<Instant> moment() {
    if (at == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rfc3339.parse(at));
    } catch (DateTimeException e) {
      throw Refusal.invalid("at", "not-a-time", "at must be " + Rfc3339.FORM);
    }
  }

  boolean lying() {
    return Boolean.TRUE.equals(landscape);
  }

  PrintWords words() {
    return "en".equals(language) ? PrintWords.EN : PrintWords.ZH;
  }
}
