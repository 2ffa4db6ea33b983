package city.chengtu.command.live;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.Areas;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.journal.Actor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

class UnitRoundsTest {
  private static final Actor EVERYTHING = Actor.system("test");
  private final AccessPolicy policy =
      new AccessPolicy(RulesSeed::read, Areas.NONE, Clock.systemUTC());

  private static UnitMove at(String unit, String organisation, double lon, double lat) {
    return new UnitMove(unit, organisation, lon, lat, 12.5, null, 1_700_000_000_000L);
  }

  private Set<String> shown(UnitRound round, Actor actor, Envelope view) {
    Buffer units = round.units(view, round.visible(policy, actor));
    JsonArray message = new JsonArray(EventEncoder.moves(units, Instant.EPOCH));
    JsonArray moved = message.getJsonObject(0).getJsonObject("data").getJsonArray("units");
    List<String> ids = moved.stream().map(u -> ((JsonArray) u).getString(0)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    return Set.copyOf(ids);
  }

  @Test
  void aViewShowsExactlyTheUnitsInIt() {
    long seed = 5;
    Random random = new Random(seed);
    List<UnitMove> moves = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      moves.add(at("u" + i, "fire", 112 + random.nextDouble(), 28 + random.nextDouble() / 3));
    }
    UnitRound round = new UnitRound(1, moves);
    for (int i = 0; i < 300; i++) {
      double west = 111.9 + random.nextDouble();
      double south = 27.9 + random.nextDouble() / 2;
      Envelope view =
          i % 10 == 0
              ? new Envelope(moves.get(i).lon(), 113, moves.get(i).lat(), 29) // one on the edge
              : new Envelope(
                  west, west + random.nextDouble() / 3, south, south + random.nextDouble() / 3);
      assertThat(shown(round, EVERYTHING, view))
          .as("seed %s, view %s", seed, view)
          .containsExactlyInAnyOrderElementsOf(
              moves.stream()
                  .filter(m -> view.contains(m.lon(), m.lat()))
                  .map(UnitMove::unit)
                  .toList());
    }
    assertThat(shown(round, EVERYTHING, null)).hasSize(2_000);
    assertThat(shown(round, EVERYTHING, new Envelope(-180, 180, -90, 90))).hasSize(2_000);
    assertThat(round.units(new Envelope(1, 2, 1, 2), round.visible(policy, EVERYTHING)).length())
        .isZero();
  }

  @Test
  void unitsOfOneSpotAndASingleUnitAreFound() {
    UnitRound round = new UnitRound(1, List.of(at("a", "fire", 112, 28), at("b", "fire", 112, 28)));
    assertThat(shown(round, EVERYTHING, new Envelope(111, 113, 27, 29))).containsOnly("a", "b");
    assertThat(new UnitRound(1, List.of()).isEmpty()).isTrue();
  }

  @Test
  void whoMaySeeOnlyHisOwnOrganisationsUnitsIsShownThoseOnly() {
    Actor department =
        new Actor("d", "d", "gas", "", Set.of("department"), Set.of(), "1", "operator");
    UnitRound round =
        new UnitRound(1, List.of(at("a", "gas", 112, 28), at("b", "fire", 112.001, 28.001)));
    assertThat(shown(round, department, null)).containsOnly("a");
    assertThat(shown(round, department, new Envelope(111, 112.5, 27, 29))).containsOnly("a");
  }

  @Test
  void whatWasShownAmongAllIsNotShownAgainFromAnEarlierRound() {
    List<UnitMove> moved = new ArrayList<>(List.of(at("a", "fire", 112, 28)));
    UnitRounds rounds =
        new UnitRounds(
            new UnitMoves() {
              @Override
              public List<UnitMove> takeMoved() {
                return List.copyOf(moved);
              }

              @Override
              public List<UnitMove> all() {
                return List.copyOf(moved);
              }
            });
    UnitRound before = rounds.all();
    UnitRound first = rounds.next();
    assertThat(first.number()).isGreaterThan(before.number());
    assertThat(rounds.all().number()).isEqualTo(first.number());
    assertThat(rounds.all()).isSameAs(rounds.all());
  }
}
