package city.chengtu.command.ogc;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.command.onemap.SightRows;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.filter.Comparison;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Expression;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.FilterException;
import city.chengtu.gis.filter.Position;
import city.chengtu.gis.filter.SpatialRelation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request for items asks for, read from its parameters and checked against the fields the
 * asker sees: a hidden field is as unknown as one that is not there.
 *
 * @param features area, moment, filter and page; the limit is the page's
 * @param nothing true when nothing can be found
 * @param countable true when the store's count of these features is the count of those that show
 * @param crs of the coordinates in the answer
 */
record ItemQuery(FeatureQuery features, boolean nothing, boolean countable, Crs crs) {
  static final int PAGE = 100;

  /** A page is no larger; who asks for more gets so many, and a link to the next. */
  static final int LARGEST_PAGE = 10_000;

  static final String AFTER = "after";
  private static final int LONGEST_ID = 200;

  /** Parameters of every layer; a field of one of these names is asked for by a filter. */
  static final Set<String> OWN =
      Set.of(
          "f",
          "lang",
          "limit",
          "bbox",
          "bbox-crs",
          "crs",
          "datetime",
          "filter",
          "filter-lang",
          "filter-crs",
          AFTER);

  /** The names a request for items of the layer may use. */
  static Set<String> known(Layer shown) {
    Set<String> known = new HashSet<>(OWN);
    known.add(Fields.ID);
    shown.fields().stream().map(Field::name).forEach(known::add);
    return known;
  }

  /**
   * @param whole the layer with the fields that the asker does not see too
   * @throws Refusal 400 naming the parameter at fault
   */
  static ItemQuery read(Parameters given, Layer whole, MapSight sight, Instant now) {
    Layer layer = sight.layer();
    given.checkKnown(known(layer));
    Crs crs = given.text("crs").map(uri -> Crs.of("crs", uri)).orElse(Crs.CRS84);
    Optional<Box> box = box(given);
    List<Filter> parts = new ArrayList<>(fields(given, layer));
    filter(given, layer).ifPresent(parts::add);
    box.filter(b -> !b.isEmpty())
        .map(ItemQuery::within)
        .map(f -> checked(f, layer))
        .ifPresent(parts::add);
    Optional<Filter> rows = SightRows.of(sight, whole);
    rows.ifPresent(parts::add);
    String after = given.text(AFTER).map(ItemQuery::cursor).orElse(null);
    FeatureQuery query =
        FeatureQuery.of(layer.id())
            .withLimit(limit(given))
            .within(box.filter(b -> !b.isEmpty()).map(Box::envelope).orElse(null))
            .withAfter(after)
            .withFilter(all(parts));
    FeatureQuery timed =
        given.text("datetime").map(t -> Moment.read(t, now).of(query)).orElse(query);
    return new ItemQuery(
        timed, box.filter(Box::isEmpty).isPresent(), sight.all() || rows.isPresent(), crs);
  }

  /**
   * How many features are found in all. Counted for the first page only: on the later ones it would
   * cost as much again and say the same.
   *
   * @return null when it is not known
   */
  Long matched(FeatureSource source) {
    if (features.after() != null || !countable) {
      return null;
    }
    return isWhole() ? source.count() : source.count(features);
  }

  /** True when the store has to look at the rows of all pages for that. */
  boolean countsRows() {
    return features.after() == null && countable && !isWhole();
  }

  private boolean isWhole() {
    return features.bbox() == null
        && features.at() == null
        && features.since() == null
        && features.filter() == null;
  }

  private static Filter all(List<Filter> parts) {
    return parts.isEmpty() ? null : parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
  }

  private static int limit(Parameters given) {
    Optional<String> text = given.text("limit");
    if (text.isEmpty()) {
      return PAGE;
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw Refusal.invalid("limit", "not-a-number", "limit must be a whole number");
    }
    long limit = Long.parseLong(text.get());
    if (limit < 1) {
      throw Refusal.invalid("limit", "out-of-range", "limit must be at least 1");
    }
    return (int) Math.min(limit, LARGEST_PAGE);
  }

  private static String cursor(String after) {
    if (after.length() > LONGEST_ID) {
      throw Refusal.invalid(AFTER, "not-a-cursor", AFTER + " comes from a link to the next page");
    }
    return after;
  }

  private static Optional<Box> box(Parameters given) {
    Crs crs = given.text("bbox-crs").map(uri -> Crs.of("bbox-crs", uri)).orElse(Crs.CRS84);
    return given.text("bbox").flatMap(text -> Box.read(text, crs));
  }

  private static Filter within(Box box) {
    return new Filter.Spatial(
        SpatialRelation.INTERSECTS,
        Expression.Property.of(Fields.GEOMETRY),
        Expression.Shape.of(box.area()));
  }

  private static Filter checked(Filter box, Layer layer) {
    try {
      return box.checkedFor(layer);
    } catch (FilterException e) {
      throw Refusal.invalid("bbox", "not-a-box", "bbox is no box: " + e.getMessage());
    }
  }

  /** One condition for each parameter that is called as a field. */
  private static List<Filter> fields(Parameters given, Layer layer) {
    List<Filter> parts = new ArrayList<>();
    for (Map.Entry<String, String> entry : given.all().entrySet()) {
      if (!OWN.contains(entry.getKey())) {
        parts.add(equal(entry.getKey(), entry.getValue(), layer));
      }
    }
    return parts;
  }

  private static Filter equal(String name, String value, Layer layer) {
    try {
      return new Filter.Compare(
              Comparison.EQUAL, Expression.Property.of(name), literal(name, value, layer))
          .checkedFor(layer);
    } catch (FilterException | NumberFormatException e) {
      throw Refusal.invalid(
          name, "invalid-value", name + ": '" + value + "' is no value of this field");
    }
  }

  private static Expression literal(String name, String value, Layer layer) {
    Field.Type type = layer.field(name).map(Field::type).orElse(Field.Type.TEXT);
    return switch (type) {
      case TEXT, DATE, TIMESTAMP -> Expression.Text.of(value);
      case INTEGER -> Expression.Number.of(Long.parseLong(value));
      case NUMBER -> Expression.Number.of(finite(value));
      case BOOLEAN -> new Expression.Truth(truth(value), Position.NONE);
    };
  }

  private static boolean truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new NumberFormatException(value);
    }
    return value.equals("true");
  }

  private static double finite(String value) {
    double number = Double.parseDouble(value);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(value);
    }
    return number;
  }

  private static Optional<Filter> filter(Parameters given, Layer layer) {
    String language = given.text("filter-lang").orElse("cql2-text");
    if (!language.equals("cql2-text") && !language.equals("cql2-json")) {
      throw Refusal.invalid(
          "filter-lang", "unknown-language", "filter-lang must be cql2-text or cql2-json");
    }
    Crs crs = given.text("filter-crs").map(uri -> Crs.of("filter-crs", uri)).orElse(Crs.CRS84);
    return given.text("filter").map(text -> filter(text, language, crs, layer));
  }

  private static Filter filter(String text, String language, Crs crs, Layer layer) {
    try {
      Filter filter = language.equals("cql2-text") ? Cql2.ofText(text) : Cql2.ofJson(text);
      Filter placed = crs == Crs.CRS84 ? filter : filter.transformed(crs::toLonLat);
      return placed.checkedFor(layer);
    } catch (FilterException e) {
      String where = e.position() == null || e.position().isEmpty() ? "" : e.position() + ": ";
      throw Refusal.invalid("filter", "invalid-filter", where + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("filter", "outside-crs", "filter: " + e.getMessage());
    }
  }
}
