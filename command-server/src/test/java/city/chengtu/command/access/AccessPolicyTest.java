package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class AccessPolicyTest {
  private static final GeometryFactory MAP = new GeometryFactory();
  private static final Geometry WEST = MAP.toGeometry(new Envelope(104.0, 104.1, 30.6, 30.7));
  private static final Geometry IN_WEST = point(104.05, 30.65);
  private static final Geometry IN_EAST = point(104.15, 30.65);
  private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicLong boundaries = new AtomicLong(1);
  private final AtomicReference<Geometry> west = new AtomicReference<>(WEST);
  private final Areas areas =
      new Areas() {
        @Override
        public Optional<Geometry> find(String code) {
          return code.equals("510104") ? Optional.of(west.get()) : Optional.empty();
        }

        @Override
        public long version() {
          return boundaries.get();
        }
      };

  private static Geometry point(double lon, double lat) {
    return MAP.createPoint(new org.locationtech.jts.geom.Coordinate(lon, lat));
  }

  private static Actor actor(String role, String organisation, String area, String... scopes) {
    return new Actor(
        "someone",
        "Someone",
        organisation,
        area,
        Set.of(role),
        Set.of(scopes),
        "seat-1",
        "operator");
  }

  private static Grant grant(String role, String permission, Scope scope, String... hides) {
    return new Grant(
        role, permission, List.of("incident*"), scope, List.of(hides), Instant.EPOCH, null);
  }

  private AccessPolicy policy(Grant... grants) {
    AccessRules seed = RulesSeed.read();
    AccessRules rules =
        new AccessRules(1, seed.roles(), List.of(grants), seed.personal(), seed.signIn());
    return new AccessPolicy(() -> rules, areas, clock());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  @Test
  void refuses_what_no_role_grants_and_says_which_permission() {
    AccessPolicy policy = policy(grant("operator", "incident.*", Scope.ALL));
    policy.check(actor("operator", "", ""), "incident.create");
    assertThatThrownBy(() -> policy.check(actor("operator", "", ""), "unit.create"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("unit.create");
    assertThat(policy.may(actor("leader", "", ""), "incident.create")).isFalse();
  }

  @Test
  void the_right_to_do_anything_is_not_the_right_to_see_anything() {
    AccessPolicy policy = policy(grant("operator", "*", Scope.ALL));
    assertThat(policy.may(actor("operator", "", ""), "incident.create")).isTrue();
    assertThat(policy.maySee(actor("operator", "", ""), "incident", null, null)).isFalse();
  }

  @Test
  void an_area_is_the_polygon_of_the_division() {
    AccessPolicy policy = policy(grant("inspector", "see", Scope.OWN_AREA));
    Actor inWest = actor("inspector", "", "510104");
    assertThat(policy.maySee(inWest, "incident", null, IN_WEST)).isTrue();
    assertThat(policy.maySee(inWest, "incident", null, IN_EAST)).isFalse();
    assertThat(policy.maySee(inWest, "incident", null, null)).isFalse();
    assertThat(policy.maySee(inWest, "unit", null, IN_WEST)).isFalse();
    assertThat(policy.maySee(actor("inspector", "", "519999"), "incident", null, IN_WEST))
        .as("unknown division")
        .isFalse();
    assertThat(policy.maySee(actor("inspector", "", ""), "incident", null, IN_EAST))
        .as("whole city")
        .isTrue();
  }

  @Test
  void a_changed_boundary_counts_at_once_and_changes_the_key() {
    AccessPolicy policy = policy(grant("inspector", "see", Scope.OWN_AREA));
    Actor inWest = actor("inspector", "", "510104");
    VisibilityKey before = policy.visibilityKey(inWest);
    assertThat(policy.maySee(inWest, "incident", null, IN_EAST)).isFalse();
    west.set(MAP.toGeometry(new Envelope(104.0, 104.2, 30.6, 30.7)));
    boundaries.incrementAndGet();
    assertThat(policy.maySee(inWest, "incident", null, IN_EAST)).isTrue();
    assertThat(policy.visibilityKey(inWest)).isNotEqualTo(before);
  }

  @Test
  void a_grant_holds_from_its_first_to_its_last_moment() {
    Grant march =
        new Grant(
            "operator",
            "incident.read",
            List.of("*"),
            Scope.ALL,
            List.of(),
            NOON.plusSeconds(60),
            NOON.plus(Duration.ofDays(1)));
    AccessPolicy policy = policy(march);
    Actor operator = actor("operator", "", "");
    assertThat(policy.may(operator, "incident.read")).isFalse();
    now.set(NOON.plusSeconds(60));
    assertThat(policy.may(operator, "incident.read")).isTrue();
    now.set(NOON.plus(Duration.ofDays(1)));
    assertThat(policy.may(operator, "incident.read")).isFalse();
  }

  @Test
  void a_field_hides_unless_a_grant_that_covers_the_row_shows_it() {
    AccessPolicy policy =
        policy(
            grant("department", "see", Scope.OWN_ORGANISATION),
            grant("department", "see", Scope.OWN_AREA, "callers", "phone"));
    Actor handler = actor("department", "gas", "510104");
    assertThat(policy.hiddenFields(handler, "incident"))
        .as("safe for every row")
        .containsExactlyInAnyOrder("callers", "phone");
    assertThat(policy.hiddenFields(handler, "incident", "gas", IN_WEST)).isEmpty();
    assertThat(policy.hiddenFields(handler, "incident", "water", IN_WEST))
        .containsExactlyInAnyOrder("callers", "phone");
  }

  @Test
  void a_token_does_only_what_its_scopes_and_its_account_both_allow() {
    AccessPolicy policy =
        policy(grant("operator", "incident.*", Scope.ALL), grant("operator", "see", Scope.ALL));
    Actor machine = actor("operator", "", "", "incident.read", "unit.read", "see:incidents");
    assertThat(policy.may(machine, "incident.read")).isTrue();
    assertThat(policy.may(machine, "incident.create")).isFalse();
    assertThat(policy.may(machine, "unit.read")).as("not its account's").isFalse();
    assertThat(policy.maySee(machine, "incidents", null, null)).isTrue();
    assertThat(policy.maySee(machine, "incident", null, null)).isFalse();
    assertThat(policy.permissions(machine)).containsExactly("incident.read");
  }

  @Test
  void the_visibility_key_is_equal_for_those_who_see_the_same() {
    AccessPolicy policy =
        policy(
            grant("operator", "see", Scope.ALL),
            grant("operator", "incident.*", Scope.ALL),
            grant("dispatcher", "see", Scope.ALL),
            grant("leader", "see", Scope.ALL, "phone"),
            grant("department", "see", Scope.OWN_ORGANISATION));
    VisibilityKey operator = policy.visibilityKey(actor("operator", "centre", "510104"));
    assertThat(policy.visibilityKey(actor("dispatcher", "elsewhere", ""))).isEqualTo(operator);
    assertThat(policy.visibilityKey(actor("leader", "centre", ""))).isNotEqualTo(operator);
    assertThat(policy.visibilityKey(actor("operator", "centre", "", "incident.*")))
        .isNotEqualTo(operator);
    assertThat(policy.visibilityKey(actor("department", "gas", "510104")))
        .isEqualTo(policy.visibilityKey(actor("department", "gas", "")))
        .isNotEqualTo(policy.visibilityKey(actor("department", "water", "")));
  }

  private static Grant seesMarked(String role, Scope scope, String... marks) {
    return new Grant(role, "see", List.of(marks), scope, List.of(), Instant.EPOCH, null);
  }

  private static Marked layer(String id, String share, String owner) {
    return new Marked(id, Set.of("theme:pipe", "share:" + share), owner);
  }

  @Test
  void a_layer_nobody_has_named_is_reached_by_what_it_is_filed_under() {
    AccessPolicy policy =
        policy(
            seesMarked("operator", Scope.ALL, "share:unconditional"),
            seesMarked("planner", Scope.ALL, "theme:*"));
    Actor operator = actor("operator", "", "");
    assertThat(policy.sight(operator, layer("new", "unconditional", null)).everything()).isTrue();
    assertThat(policy.sight(operator, layer("new", "conditional", null)).nothing()).isTrue();
    assertThat(policy.maySee(operator, layer("new", "conditional", null), null, IN_WEST)).isFalse();
    Actor planner = actor("planner", "", "");
    assertThat(policy.maySee(planner, layer("new", "not-shared", "gas"), null, null)).isTrue();
    assertThat(policy.maySee(planner, "new", null, null)).as("a kind has no marks").isFalse();
  }

  @Test
  void a_layer_that_is_not_shared_is_its_owners_whole_and_nobody_elses() {
    AccessPolicy policy = policy(seesMarked("department", Scope.OWN_ORGANISATION, "share:*"));
    Marked pipes = layer("gas_pipes", "not-shared", "gas");
    Actor gas = actor("department", "gas", "");
    Actor water = actor("department", "water", "");
    assertThat(policy.sight(gas, pipes).everything()).isTrue();
    assertThat(policy.maySee(gas, pipes, "water", null)).as("its rows too").isTrue();
    assertThat(policy.sight(water, pipes).nothing()).isTrue();
    assertThat(policy.maySee(water, pipes, "water", null)).as("a row of his in it").isFalse();
    assertThat(policy.sight(actor("department", "", ""), layer("old", "not-shared", "")).nothing())
        .as("belonging to nobody is no ownership")
        .isTrue();
    assertThat(policy.visibilityKey(gas, pipes)).isNotEqualTo(policy.visibilityKey(water, pipes));
    assertThat(policy.visibilityKey(gas)).isEqualTo(policy.visibilityKey(water));
  }

  @Test
  void a_tokens_scope_names_layers_by_their_marks_too() {
    AccessPolicy policy = policy(seesMarked("operator", Scope.ALL, "share:*"));
    Actor machine = actor("operator", "", "", "see:share:unconditional");
    assertThat(policy.sight(machine, layer("a", "unconditional", null)).everything()).isTrue();
    assertThat(policy.sight(machine, layer("a", "conditional", null)).nothing()).isTrue();
  }

  /** What a load makes is seen as the delivered roles say, without a word about the layer. */
  @Test
  void the_delivered_roles_see_new_layers_by_share_class_and_owner() {
    AccessPolicy policy = new AccessPolicy(RulesSeed::read, areas, clock());
    for (String share : List.of("unconditional", "conditional", "not-shared")) {
      Marked made = layer("made_today", share, "gas");
      boolean open = share.equals("unconditional");
      for (String role :
          List.of("operator", "dispatcher", "shift_leader", "leader", "department", "inspector")) {
        assertThat(policy.sight(actor(role, "water", ""), made).everything())
            .as(role + " and " + share)
            .isEqualTo(open);
        assertThat(policy.sight(actor(role, "water", ""), made).nothing())
            .as(role + " and " + share)
            .isEqualTo(!open);
        assertThat(policy.sight(actor(role, "gas", ""), made).everything())
            .as(role + " of the owner")
            .isTrue();
      }
      for (String role : List.of("planner", "administrator", "system_administrator", "auditor")) {
        assertThat(policy.sight(actor(role, "", ""), made).everything()).as(role).isTrue();
      }
      assertThat(policy.sight(actor("security_administrator", "", ""), made).nothing()).isTrue();
    }
  }

  @Test
  void the_server_itself_may_everything() {
    AccessPolicy policy = policy();
    policy.check(Actor.system("test"), "anything.at-all");
    assertThat(policy.maySee(Actor.system("test"), "incident", null, null)).isTrue();
  }
}
