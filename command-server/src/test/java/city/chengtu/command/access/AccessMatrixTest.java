package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.yaml.snakeyaml.Yaml;

/**
 * Every role (and every pair of roles) × permission × kind or layer × area × organisation × place:
 * the policy against a plain reading of the rules file that shares no code with it.
 */
class AccessMatrixTest {
  private static final GeometryFactory MAP = new GeometryFactory();
  private static final Envelope OWN = new Envelope(104.0, 104.1, 30.6, 30.7);
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static final List<String> KINDS =
      List.of(
          "boundaries",
          "roads",
          "water",
          "green",
          "buildings",
          "places",
          "poi",
          "grids",
          "components",
          "pipe_points",
          "pipe_segments",
          "plan_zones",
          "incidents",
          "units",
          "cases",
          "closures",
          "incident",
          "assignment",
          "unit",
          "case",
          "closure",
          "attachment",
          "account",
          "session",
          "sign-in",
          "token",
          "rules",
          "second-factor",
          "layer",
          "something-new");

  private static final List<String> PERMISSIONS =
      List.of(
          "reference.read",
          "catalogue.read",
          "layer.read",
          "layer.import",
          "place.read",
          "plan.read",
          "plan.edit",
          "report.read",
          "live.read",
          "history.read",
          "journal.read",
          "personal.read",
          "command.audit",
          "incident.read",
          "incident.create",
          "incident.close",
          "incident.merge",
          "dispatch.read",
          "dispatch.send",
          "assignment.status",
          "assignment.recall",
          "assignment.correct",
          "unit.read",
          "unit.create",
          "unit.update",
          "unit.duty",
          "position.read",
          "position.report",
          "closure.read",
          "closure.create",
          "closure.lift",
          "case.read",
          "case.create",
          "case.handle",
          "attachment.create",
          "attachment.read",
          "account.read",
          "account.create",
          "account.password",
          "account.update",
          "account.person",
          "account.rights",
          "account.second-factor",
          "token.create",
          "role.read",
          "pipeline.read",
          "see",
          "something.else");

  private static final List<String> ORGANISATIONS = List.of("", "gas", "water");

  private static final Map<String, Geometry> PLACES = places();

  private static Map<String, Geometry> places() {
    Map<String, Geometry> places = new HashMap<>();
    places.put("nowhere", null);
    places.put("inside", MAP.createPoint(new Coordinate(104.05, 30.65)));
    places.put("outside", MAP.createPoint(new Coordinate(104.5, 30.65)));
    places.put(
        "across",
        MAP.createLineString(
            new Coordinate[] {new Coordinate(104.05, 30.65), new Coordinate(104.5, 30.65)}));
    return places;
  }

  private final List<Map<String, Object>> roles = roles();
  private final AccessPolicy policy =
      new AccessPolicy(RulesSeed::read, new OneArea(), Clock.fixed(NOW, ZoneOffset.UTC));

  private static final class OneArea implements Areas {
    @Override
    public Optional<Geometry> find(String code) {
      return code.equals("510104") ? Optional.of(MAP.toGeometry(OWN)) : Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // the shape of the file, which this test reads plainly
  private static List<Map<String, Object>> roles() {
    try (InputStream in = AccessMatrixTest.class.getResourceAsStream("/access/rules.yaml")) {
      Map<String, Object> document = new Yaml().load(in);
      return (List<Map<String, Object>>) document.get("roles");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One row of the file that lets somebody do or see something. */
  private record Line(List<String> names, List<String> on, String scope, Set<String> hides) {
    boolean covers(String name, String kind) {
      return fits(names, name) && fits(on, kind);
    }

    private static boolean fits(List<String> patterns, String name) {
      return patterns.stream()
          .map(p -> Pattern.quote(p).replace("*", "\\E.*\\Q"))
          .anyMatch(name::matches);
    }

    boolean reaches(Actor actor, String organisation, String place) {
      return switch (scope) {
        case "all" -> true;
        case "own-organisation" ->
            !actor.organisation().isEmpty() && actor.organisation().equals(organisation);
        case "own-area" ->
            actor.area().isEmpty()
                || (actor.area().equals("510104")
                    && (place.equals("inside") || place.equals("across")));
        default -> throw new IllegalStateException(scope);
      };
    }
  }

  private List<Line> lines(Set<String> held, boolean seeing) {
    List<Line> lines = new ArrayList<>();
    for (Map<String, Object> role : roles) {
      if (held.contains(role.get("code"))) {
        for (Map<String, Object> line : listed(role.get(seeing ? "sees" : "may"))) {
          lines.add(
              new Line(
                  seeing ? List.of("see") : texts(line.get("do")),
                  seeing
                      ? texts(line.get("kinds"))
                      : line.containsKey("on") ? texts(line.get("on")) : List.of("*"),
                  (String) line.getOrDefault("scope", "all"),
                  new HashSet<>(texts(line.get("hides")))));
        }
      }
    }
    return lines;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> listed(Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<String> texts(Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  private List<Actor> actors() {
    List<String> codes = roles.stream().map(r -> (String) r.get("code")).toList();
    Set<Set<String>> held = new HashSet<>();
    held.add(Set.of());
    for (String a : codes) {
      for (String b : codes) {
        held.add(Set.copyOf(new TreeSet<>(List.of(a, b))));
      }
    }
    List<Actor> actors = new ArrayList<>();
    for (Set<String> set : held) {
      for (String organisation : List.of("", "gas")) {
        for (String area : List.of("", "510104", "519999")) {
          actors.add(new Actor("a", "A", organisation, area, set, Set.of(), "seat", "operator"));
        }
      }
    }
    return actors;
  }

  @Test
  void whoever_may_do_something_may_by_a_line_of_the_file() {
    long decisions = 0;
    for (Actor actor : actors()) {
      List<Line> lines = lines(actor.roles(), false);
      for (String permission : PERMISSIONS) {
        boolean expected =
            !permission.equals("see")
                && lines.stream().anyMatch(l -> Line.fits(l.names(), permission));
        if (!permission.equals("see")) {
          assertThat(policy.may(actor, permission))
              .as("%s %s", actor, permission)
              .isEqualTo(expected);
          decisions++;
        }
        for (String kind : List.of("incident", "case", "unit", "pipe_points")) {
          decisions += row(actor, lines, permission, kind);
        }
      }
    }
    assertThat(decisions).isGreaterThan(400_000);
  }

  private long row(Actor actor, List<Line> lines, String permission, String kind) {
    if (permission.equals("see")) {
      return 0;
    }
    long decisions = 0;
    for (String organisation : ORGANISATIONS) {
      for (String place : PLACES.keySet()) {
        boolean expected =
            lines.stream()
                .anyMatch(l -> l.covers(permission, kind) && l.reaches(actor, organisation, place));
        if (permits(actor, permission, kind, organisation, place) != expected) {
          throw new AssertionError(
              "%s %s %s %s %s should be %s"
                  .formatted(actor, permission, kind, organisation, place, expected));
        }
        decisions++;
      }
    }
    return decisions;
  }

  private boolean permits(
      Actor actor, String permission, String kind, String organisation, String place) {
    try {
      policy.check(actor, permission, kind, organisation, PLACES.get(place));
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.reason().status()).isEqualTo(403);
      return false;
    }
  }

  @Test
  void whoever_sees_a_row_and_its_fields_sees_them_by_a_line_of_the_file() {
    long decisions = 0;
    for (Actor actor : actors()) {
      List<Line> lines = lines(actor.roles(), true);
      for (String kind : KINDS) {
        for (String organisation : ORGANISATIONS) {
          for (String place : PLACES.keySet()) {
            List<Line> showing =
                lines.stream()
                    .filter(l -> l.covers("see", kind) && l.reaches(actor, organisation, place))
                    .toList();
            check(actor, kind, organisation, place, showing);
            decisions++;
          }
        }
        assertThat(policy.maySeeSome(actor, kind))
            .as("%s %s", actor, kind)
            .isEqualTo(lines.stream().anyMatch(l -> l.covers("see", kind)));
      }
    }
    assertThat(decisions).isGreaterThan(90_000);
  }

  private void check(
      Actor actor, String kind, String organisation, String place, List<Line> showing) {
    Geometry where = PLACES.get(place);
    String what = actor + " " + kind + " " + organisation + " " + place;
    boolean sees = policy.maySee(actor, kind, organisation, where);
    if (sees == showing.isEmpty()) {
      throw new AssertionError(what + " should be " + !sees);
    }
    Set<String> hidden = hiddenByAll(showing);
    Set<String> answered = policy.hiddenFields(actor, kind, organisation, where);
    Set<String> safe = policy.hiddenFields(actor, kind);
    if (sees && (!answered.equals(hidden) || !safe.containsAll(hidden))) {
      throw new AssertionError(what + " hides " + answered + ", safe " + safe + ", not " + hidden);
    }
    Sight sight = policy.sight(actor, kind);
    boolean pushedDown =
        sight.everything()
            || sight.organisation().filter(organisation::equals).isPresent()
            || sight.area().filter(a -> where != null && a.intersects(where)).isPresent();
    if (pushedDown != sees) {
      throw new AssertionError(what + " is " + sees + " but a query would say " + pushedDown);
    }
  }

  private static Set<String> hiddenByAll(List<Line> showing) {
    Set<String> hidden = new HashSet<>();
    showing.forEach(l -> hidden.addAll(l.hides()));
    showing.forEach(l -> hidden.retainAll(l.hides()));
    return hidden;
  }

  /** What is shared by key must really look the same to all who share it. */
  @Test
  void equal_visibility_keys_mean_equal_sight() {
    Map<VisibilityKey, String> sights = new HashMap<>();
    for (Actor actor : actors()) {
      StringBuilder sight = new StringBuilder();
      for (String kind : KINDS) {
        for (String organisation : ORGANISATIONS) {
          for (Geometry where : PLACES.values()) {
            sight.append(policy.maySee(actor, kind, organisation, where) ? '1' : '0');
            sight.append(new TreeSet<>(policy.hiddenFields(actor, kind, organisation, where)));
          }
        }
      }
      sight.append(policy.may(actor, "personal.read"));
      String before = sights.putIfAbsent(policy.visibilityKey(actor), sight.toString());
      if (before != null) {
        assertThat(sight.toString()).as("%s", actor).isEqualTo(before);
      }
    }
    assertThat(sights).hasSizeGreaterThan(20);
  }

  /** The three offices are apart: nobody who keeps accounts or audits sees or does business. */
  @Test
  void keeping_accounts_auditing_and_business_are_apart() {
    List<String> codes = roles.stream().map(r -> (String) r.get("code")).toList();
    for (String code : codes) {
      Actor actor = new Actor("a", "A", "gas", "", Set.of(code), Set.of(), "", "operator");
      boolean keeps = policy.may(actor, "account.update");
      boolean audits = policy.may(actor, "command.audit");
      boolean works =
          policy.may(actor, "incident.create")
              || policy.may(actor, "dispatch.send")
              || policy.may(actor, "case.create");
      assertThat((keeps ? 1 : 0) + (audits ? 1 : 0) + (works ? 1 : 0))
          .as(code)
          .isLessThanOrEqualTo(1);
    }
  }
}
