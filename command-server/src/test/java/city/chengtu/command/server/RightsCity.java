package city.chengtu.command.server;

import city.chengtu.command.access.Scope;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What the matrix of rights is generated over: people with every shape of right, layers with a row
 * for each place and owner, and in each field of each row a word that stands nowhere else, as in
 * the title of each layer and field. A word that somebody reads anywhere who may not read it there
 * is a leak, whatever the form of the answer.
 */
final class RightsCity {
  /** Rows by the people's scopes. */
  static final String SHARED = "m_shared";

  /** Only for those with whole sight. */
  static final String CLOSED = "m_closed";

  static final List<String> STORED = List.of(SHARED, CLOSED);

  /** A layer of the server's own; its address is what {@code secret} is elsewhere. */
  static final String PLACES = "poi";

  /** Drawn by another server: a picture shows only to those who see all of it. */
  static final String PICTURES = "foreign_rights";

  /** Layers of live things, by the scopes as {@link #SHARED}. */
  static final List<String> LIVE = List.of("incidents", "cases");

  static final String OWN = "parks";

  /** The organisation of the account that takes the others. */
  static final String OTHER = "centre";

  /**
   * Open to whoever sees the row, hidden by a rule, personal. Of a live thing: its address, its
   * description, the caller's telephone.
   */
  static final List<String> FIELDS = List.of("name", "secret", "phone");

  static final List<String> ALL_FIELDS = List.of("id", "name", "secret", "phone");

  /** Words of a row: now, before, as the load and the change set would have them, as it entered. */
  static final List<String> WHENS = List.of("now", "then", "load", "draft", "next", "enter");

  /** Who changes and loads: sees and does everything, and is nobody of the matrix. */
  static final String AUTHOR = "m_author";

  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final Pattern WORD = Pattern.compile("Z[A-Z]{8}Q");

  /**
   * One shape of right.
   *
   * @param scope null for none at all
   */
  record Person(String role, Scope scope, boolean hides, boolean personal) {
    /** Some of the layer: it is there for this person. */
    boolean sees(String layer) {
      return scope != null
          && (scope == Scope.ALL || !(layer.equals(CLOSED) || layer.equals(PICTURES)));
    }

    /** All rows and all fields, as one must who replaces them. */
    boolean seesWhole() {
      return scope == Scope.ALL && !hides && personal;
    }

    boolean sees(Row row) {
      if (!sees(row.layer())) {
        return false;
      }
      return switch (scope) {
        case ALL -> true;
        case OWN_AREA -> row.inside();
        case OWN_ORGANISATION -> OWN.equals(row.organisation());
      };
    }

    boolean sees(Row row, String field) {
      return sees(row) && shows(field);
    }

    private boolean shows(String field) {
      return (!field.equals("secret") || !hides) && (!field.equals("phone") || personal);
    }
  }

  record Row(String layer, boolean inside, String organisation) {
    /** Its id is a word, too. */
    String id() {
      return word("id", "now");
    }

    String word(String field, String when) {
      String said = field.equals("id") && !when.equals("enter") ? "now" : when;
      return RightsCity.word(layer + inside + organisation + field + said);
    }
  }

  /** What the layer or one of its fields is called. */
  static String title(String layer, String what) {
    return word("title of " + layer + " " + what);
  }

  private static String word(String of) {
    long hash = 1125899906842597L;
    for (int i = 0; i < of.length(); i++) {
      hash = 31 * hash + of.charAt(i);
    }
    hash *= 0x9E3779B97F4A7C15L;
    StringBuilder word = new StringBuilder("Z");
    for (int i = 0; i < 8; i++) {
      word.append((char) ('A' + Math.floorMod(hash >>> (7 * i), 26)));
    }
    return word.append('Q').toString();
  }

  final List<Person> people;
  final List<Row> rows;
  final Instant before;
  private final Coordinate inside;
  private final Coordinate outside;
  private final SpatialDatabase database;

  /**
   * @param database the server's own, through a door of the test's
   */
  RightsCity(SpatialDatabase database, Coordinate inside, Coordinate outside) {
    this.database = database;
    this.inside = inside;
    this.outside = outside;
    people = people();
    rows = rows();
    RightsRules.seed(database, people);
    before = fill();
  }

  private static List<Person> people() {
    List<Person> people = new ArrayList<>();
    people.add(new Person("m_nothing", null, false, true));
    for (Scope scope : Scope.values()) {
      for (boolean hides : List.of(true, false)) {
        for (boolean personal : List.of(true, false)) {
          String name = "m_" + scope.name().toLowerCase(java.util.Locale.ROOT);
          people.add(
              new Person(
                  name + (hides ? "_hides" : "") + (personal ? "_personal" : ""),
                  scope,
                  hides,
                  personal));
        }
      }
    }
    return people;
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (boolean in : List.of(true, false)) {
      for (String organisation : List.of(OWN, OTHER, "")) {
        STORED.forEach(layer -> rows.add(new Row(layer, in, organisation)));
        rows.add(new Row(PLACES, in, organisation));
        rows.add(new Row(PICTURES, in, organisation));
      }
      for (String organisation : List.of(OWN, OTHER)) {
        LIVE.forEach(layer -> rows.add(new Row(layer, in, organisation)));
      }
    }
    Set<String> words = new HashSet<>();
    for (Row row : rows) {
      ALL_FIELDS.stream()
          .flatMap(f -> WHENS.stream().map(when -> row.word(f, when)).distinct())
          .forEach(
              w -> {
                if (!words.add(w)) {
                  throw new IllegalStateException("the word " + w + " comes twice");
                }
              });
    }
    return rows;
  }

  /** Where a row lies, lon/lat; rows of one side lie some metres apart. */
  Coordinate place(Row row) {
    Coordinate at = row.inside() ? inside : outside;
    return new Coordinate(at.x + 0.00002 * rows.indexOf(row), at.y);
  }

  private Instant fill() {
    StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
    layers.define(layer(SHARED));
    layers.define(layer(CLOSED));
    layers.write(ChangeSet.merge("test", "then", "test"), features(STORED, "then", Row::id));
    Instant between = Instant.now();
    layers.write(ChangeSet.merge("test", "now", "test"), features(STORED, "now", Row::id));
    layers.write(ChangeSet.merge("test", "now", "test"), features(List.of(PLACES), "now", Row::id));
    return between;
  }

  /** New rows, beside the others and with words of their own, by another process. */
  void enter() {
    StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
    for (String layer : STORED) {
      layers.write(
          ChangeSet.merge("test", title(layer, "change"), "test"),
          features(List.of(layer), "enter", row -> row.word("id", "enter")));
    }
  }

  private Stream<NewFeature> features(
      List<String> layers, String when, Function<Row, String> named) {
    return rows.stream()
        .filter(row -> layers.contains(row.layer()))
        .map(
            row ->
                new NewFeature(
                    row.layer(),
                    named.apply(row),
                    0,
                    DRAW.createPoint(place(row)),
                    properties(row, when)));
  }

  /** The row's fields as its layer calls them. */
  static Map<String, Object> properties(Row row, String when) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (row.layer().equals(PLACES)) {
      properties.put("name", row.word("name", when));
      properties.put("address", row.word("secret", when));
      properties.put("kind", "hospital");
    } else {
      FIELDS.forEach(f -> properties.put(f, row.word(f, when)));
    }
    if (!row.organisation().isEmpty()) {
      properties.put("organisation", row.organisation());
    }
    return properties;
  }

  private static Layer layer(String id) {
    return new Layer(
        id,
        "base",
        new Text(title(id, "layer"), title(id, "layer")),
        GeometryKind.POINT,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("secret", title(id, "secret"), title(id, "secret"), Field.Type.TEXT),
            new Field("phone", text(title(id, "phone")), Field.Type.TEXT, null, true),
            Field.of("organisation", "单位", "Organisation", Field.Type.TEXT)),
        new LayerOrigin("test", "test", null, "", ShareClass.NOT_SHARED),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, "name", null),
        false);
  }

  private static Text text(String both) {
    return new Text(both, both);
  }

  List<Row> rows(String layer) {
    return rows.stream().filter(r -> r.layer().equals(layer)).toList();
  }

  /** The words in these fields of the layer's rows that this person may read. */
  Set<String> allowed(Person person, String layer, List<String> fields, List<String> whens) {
    Set<String> words = new LinkedHashSet<>();
    for (Row row : rows(layer)) {
      for (String field : fields) {
        if (person.sees(row, field)) {
          whens.forEach(when -> words.add(row.word(field, when)));
        }
      }
    }
    return words;
  }

  /** The words in the titles of the layer, its changes and its fields that this person may read. */
  static Set<String> titles(Person person, String layer) {
    Set<String> words = new LinkedHashSet<>();
    if (person.sees(layer)) {
      words.add(title(layer, "layer"));
      words.add(title(layer, "change"));
      FIELDS.stream().filter(person::shows).forEach(field -> words.add(title(layer, field)));
    }
    return words;
  }

  /**
   * Titles that this person may read, and what he may of other layers: some doors tell of several
   * at once.
   */
  Set<String> elsewhere(Person person, String layer) {
    Set<String> words = new LinkedHashSet<>();
    for (String each : layers()) {
      words.addAll(titles(person, each));
      if (!each.equals(layer)) {
        words.addAll(allowed(person, each, ALL_FIELDS, WHENS));
      }
    }
    return words;
  }

  private Set<String> layers() {
    return rows.stream().map(Row::layer).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The titles that whoever describes the layer to this person must tell. */
  static Set<String> described(Person person, String layer) {
    Set<String> words = titles(person, layer);
    words.remove(title(layer, "change"));
    words.remove(title(layer, "name"));
    return words;
  }

  /** All words that tell of the layer, whoever may read them. */
  Set<String> wordsOf(String layer) {
    Set<String> words = new LinkedHashSet<>();
    for (Row row : rows(layer)) {
      ALL_FIELDS.forEach(f -> WHENS.forEach(when -> words.add(row.word(f, when))));
    }
    List.of("layer", "change", "secret", "phone").forEach(what -> words.add(title(layer, what)));
    return words;
  }

  /** All such words in a text of any form. */
  static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(text).results().map(MatchResult::group).forEach(words::add);
    return words;
  }
}
