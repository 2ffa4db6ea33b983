package city.chengtu.command.server;

import city.chengtu.command.access.AccessRules;
import city.chengtu.command.access.Grant;
import city.chengtu.command.access.Role;
import city.chengtu.command.access.RulesDesk;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.access.Scope;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What the matrix of rights is generated over: people with every shape of right, two layers with a
 * row for each place and owner, and in each field of each row a word that stands nowhere else. A
 * word that somebody reads anywhere who may not read it there is a leak, whatever the form of the
 * answer.
 */
final class RightsCity {
  /** Rows by the people's scopes. */
  static final String SHARED = "m_shared";

  /** Only for those with whole sight. */
  static final String CLOSED = "m_closed";

  static final List<String> STORED = List.of(SHARED, CLOSED);

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

  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final Pattern WORD = Pattern.compile("Z[A-Z]{8}Q");
  private static final List<String> ACTS =
      List.of(
          "catalogue.read",
          "layer.read",
          "layer.download",
          "place.read",
          "history.read",
          "live.read",
          "journal.read",
          "incident.read",
          "case.read",
          "map.print",
          "question.ask",
          "reference.read");

  /**
   * One shape of right.
   *
   * @param scope null for none at all
   */
  record Person(String role, Scope scope, boolean hides, boolean personal) {
    boolean sees(Row row) {
      if (scope == null || (row.layer().equals(CLOSED) && scope != Scope.ALL)) {
        return false;
      }
      return switch (scope) {
        case ALL -> true;
        case OWN_AREA -> row.inside();
        case OWN_ORGANISATION -> OWN.equals(row.organisation());
      };
    }

    boolean sees(Row row, String field) {
      return sees(row)
          && (!field.equals("secret") || !hides)
          && (!field.equals("phone") || personal);
    }
  }

  record Row(String layer, boolean inside, String organisation) {
    /** Its id is a word, too. */
    String id() {
      return word("id", "now");
    }

    String word(String field, String when) {
      long hash = 1125899906842597L;
      for (char c : (layer + inside + organisation + field + when).toCharArray()) {
        hash = 31 * hash + c;
      }
      hash *= 0x9E3779B97F4A7C15L;
      StringBuilder word = new StringBuilder("Z");
      for (int i = 0; i < 8; i++) {
        word.append((char) ('A' + Math.floorMod(hash >>> (7 * i), 26)));
      }
      return word.append('Q').toString();
    }
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
    rules();
    before = layers();
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
      }
      for (String organisation : List.of(OWN, OTHER)) {
        LIVE.forEach(layer -> rows.add(new Row(layer, in, organisation)));
      }
    }
    Set<String> words = new HashSet<>();
    for (Row row : rows) {
      Stream.concat(Stream.of("id"), FIELDS.stream())
          .flatMap(f -> Stream.of(row.word(f, "now"), row.word(f, "then")))
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

  /** As another node would change the rules: by a command, heard of through the journal. */
  private void rules() {
    AccessRules seed = RulesSeed.read();
    List<Role> roles = new ArrayList<>(seed.roles());
    List<Grant> grants = new ArrayList<>(seed.grants());
    for (Person p : people) {
      roles.add(new Role(p.role(), p.role(), p.role(), List.of()));
      ACTS.forEach(act -> grants.add(grant(p, act, List.of("*"), Scope.ALL)));
      if (p.personal()) {
        grants.add(grant(p, "personal.read", List.of("*"), Scope.ALL));
      }
      grants.add(grant(p, Grant.SEE, List.of("boundaries"), Scope.ALL));
      if (p.scope() != null) {
        List<String> seen =
            p.scope() == Scope.ALL
                ? List.of(SHARED, CLOSED, "incident", "incidents", "case", "cases", "layer")
                : List.of(SHARED, "incident", "incidents", "case", "cases", "layer");
        grants.add(grant(p, Grant.SEE, seen, p.scope(), p.hides() ? HIDDEN : new String[0]));
      }
    }
    Clock clock = Clock.systemUTC();
    Journal journal = new Journal(database.jdbi(), clock, Chain.SHA_256);
    new RulesDesk(database.jdbi())
        .seed(
            new Commands(database.jdbi(), journal, clock, entries -> {}),
            new AccessRules(seed.version() + 1000, roles, grants, seed.personal(), seed.signIn()));
  }

  /** As the delivered rules hide incidents: what a caller said stands in the reports, too. */
  private static final String[] HIDDEN = {"secret", "description", "reports", "callers", "caller"};

  private static Grant grant(
      Person p, String permission, List<String> kinds, Scope scope, String... hides) {
    return new Grant(p.role(), permission, kinds, scope, List.of(hides), Instant.EPOCH, null);
  }

  private Instant layers() {
    StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
    layers.define(layer(SHARED));
    layers.define(layer(CLOSED));
    layers.write(ChangeSet.merge("test", "then", "test"), features("then"));
    Instant between = Instant.now();
    layers.write(ChangeSet.merge("test", "now", "test"), features("now"));
    return between;
  }

  private Stream<NewFeature> features(String when) {
    return rows.stream().filter(r -> STORED.contains(r.layer())).map(row -> feature(row, when));
  }

  private NewFeature feature(Row row, String when) {
    Map<String, Object> properties = new LinkedHashMap<>();
    FIELDS.forEach(f -> properties.put(f, row.word(f, when)));
    if (!row.organisation().isEmpty()) {
      properties.put("organisation", row.organisation());
    }
    return new NewFeature(row.layer(), row.id(), 0, DRAW.createPoint(place(row)), properties);
  }

  private static Layer layer(String id) {
    return new Layer(
        id,
        "base",
        new Text("图层 " + id, "Layer " + id),
        GeometryKind.POINT,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("secret", "内部", "Secret", Field.Type.TEXT),
            new Field("phone", new Text("电话", "Telephone"), Field.Type.TEXT, null, true),
            Field.of("organisation", "单位", "Organisation", Field.Type.TEXT)),
        new LayerOrigin("test", "test", null, "", ShareClass.NOT_SHARED),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, "name", null),
        false);
  }

  /** The words in the fields of the layer's rows, then or now. */
  Set<String> words(String layer, String when) {
    Set<String> words = new LinkedHashSet<>();
    rows(layer).forEach(row -> FIELDS.forEach(f -> words.add(row.word(f, when))));
    return words;
  }

  List<Row> rows(String layer) {
    return rows.stream().filter(r -> r.layer().equals(layer)).toList();
  }

  /** The words in these fields of the layer's rows, then or now, that this person may read. */
  Set<String> allowed(Person person, String layer, List<String> fields, String when) {
    Set<String> words = new LinkedHashSet<>();
    for (Row row : rows(layer)) {
      for (String field : fields) {
        if (person.sees(row, field)) {
          words.add(field.equals("id") ? row.id() : row.word(field, when));
        }
      }
    }
    return words;
  }

  /** All such words in a text of any form. */
  static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(text).results().map(MatchResult::group).forEach(words::add);
    return words;
  }
}
