package city.chengtu.command.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.AccessRules;
import city.chengtu.command.access.Areas;
import city.chengtu.command.access.Grant;
import city.chengtu.command.access.Role;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.access.Scope;
import city.chengtu.command.geoserver.PublishedLayers.Outgoing;
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
import city.chengtu.gis.mapserver.StoreConnection;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.PublishedViews;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Share class × scope × hidden field × personal data: what another server reads from our views is
 * never more than the role it is published for may read.
 */
@EachStore
class PublishedRightsTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final TestStore store;
  private final SpatialDatabase database;
  private final Catalogue catalogue = new Catalogue();
  private final List<Grant> grants = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();

  PublishedRightsTest(TestStore store) {
    this.store = store;
    database = store.database("db/command/common");
    StoredLayers layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    for (ShareClass share : ShareClass.values()) {
      layers.define(layer(share));
      layers.write(
          ChangeSet.merge("test", "test", "test"),
          Stream.of(
              new NewFeature(
                  id(share),
                  "row",
                  0,
                  FACTORY.createPoint(new Coordinate(112.9, 28.2)),
                  Map.of("name", "OPEN", "secret", "HIDDEN", "phone", "PERSONAL"))));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static String id(ShareClass share) {
    return "p_" + share.text().replace('-', '_');
  }

  private static Layer layer(ShareClass share) {
    return new Layer(
        id(share),
        "base",
        new Text("图层", "Layer"),
        GeometryKind.POINT,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("secret", "内部", "Secret", Field.Type.TEXT),
            new Field("phone", new Text("电话", "Telephone"), Field.Type.TEXT, null, true)),
        new LayerOrigin("test", "test", null, "", share),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, "name", null),
        false);
  }

  @Test
  void nothingIsPublishedThatTheRoleMayNotRead() {
    int out = 0;
    for (Scope scope : Scope.values()) {
      for (boolean hides : List.of(true, false)) {
        for (boolean personal : List.of(true, false)) {
          String role = "r_" + roles.size();
          role(role, scope, hides, personal);
          for (ShareClass share : ShareClass.values()) {
            Optional<Outgoing> outgoing = published(role).find(id(share));
            boolean may = scope == Scope.ALL && share != ShareClass.NOT_SHARED;
            assertThat(outgoing.isPresent()).as("%s %s", scope, share).isEqualTo(may);
            if (may) {
              out++;
              check(outgoing.get(), hides);
            }
          }
        }
      }
    }
    assertThat(out).as("what goes out at all").isEqualTo(2 * 2 * 2);
    assertThat(published("nobody").find(id(ShareClass.UNCONDITIONAL))).isEmpty();
  }

  private void role(String role, Scope scope, boolean hides, boolean personal) {
    roles.add(new Role(role, role, role, List.of()));
    List<String> hidden = hides ? List.of("secret") : List.of();
    grants.add(new Grant(role, Grant.SEE, List.of("p_*"), scope, hidden, Instant.EPOCH, null));
    if (personal) {
      List<String> all = List.of("*");
      grants.add(new Grant(role, "personal.read", all, Scope.ALL, List.of(), Instant.EPOCH, null));
    }
  }

  private PublishedLayers published(String role) {
    AccessRules seed = RulesSeed.read();
    AccessRules rules = new AccessRules(1, roles, grants, seed.personal(), seed.signIn());
    AccessPolicy policy = new AccessPolicy(() -> rules, Areas.NONE, Clock.systemUTC());
    GeoServerSettings settings =
        new GeoServerSettings(
            URI.create("https://maps.example/geoserver"),
            "admin",
            "x",
            "chengtu",
            new StoreConnection("db", 5432, "chengtu", PublishedViews.SCHEMA, "reader", "x"),
            role,
            List.of("R1"),
            Duration.ofMinutes(1));
    return new PublishedLayers(catalogue, policy, (layer, version) -> Optional.empty(), settings);
  }

  /** What is described, and what the view really gives. */
  private void check(Outgoing outgoing, boolean hides) {
    List<String> columns =
        hides
            ? List.of("fid", "id", "name", "geom")
            : List.of("fid", "id", "name", "secret", "geom");
    assertThat(outgoing.published().columns().keySet()).containsExactlyElementsOf(columns);
    assertThat(outgoing.published().sld()).doesNotContain("phone");
    boolean open = outgoing.layer().origin().shareClass() == ShareClass.UNCONDITIONAL;
    assertThat(outgoing.published().readers()).isEqualTo(open ? List.of("*") : List.of("R1"));
    if (store.isPostgis()) {
      new PublishedViews(database).put(outgoing.layer());
      Map<String, Object> row =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.select("select * from chengtu_published." + outgoing.layer().id())
                          .mapToMap()
                          .one());
      assertThat(new TreeMap<>(row).keySet()).containsExactlyInAnyOrderElementsOf(columns);
      assertThat(row.toString().contains("HIDDEN")).isEqualTo(!hides);
      assertThat(row.toString()).contains("OPEN").doesNotContain("PERSONAL");
    }
  }
}
