package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.dispatch.TestTown.Refused;
import city.chengtu.command.incidents.ClockStamp;
import city.chengtu.command.incidents.Incident;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@EachStore
class DispatchDeskTest {
  private final TestTown town;

  DispatchDeskTest(TestStore store) {
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
  }

  @Test
  void aUnitGoesThroughItsStatesAndTheIncidentsClocksFollow() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("E1", "engine", 112.97, 28.2);
    Instant start = town.clock.instant();
    Assignment a = town.send(incident.id(), "E1").assignments().get(0);
    assertThat(town.unitNow("E1").availability()).isEqualTo(Availability.COMMITTED);
    assertThat(town.unitNow("E1").incident()).isEqualTo(incident.id());
    for (Status status : List.of(Status.ACKNOWLEDGED, Status.EN_ROUTE, Status.AT_SCENE)) {
      town.clock.move(Duration.ofSeconds(60));
      a = town.report(a.id(), status, null);
      assertThat(a.state()).isEqualTo(status);
    }
    assertThat(town.unitNow("E1").availability()).isEqualTo(Availability.ON_SCENE);
    Incident after = town.incidentNow(incident.id());
    assertThat(after.clocks().firstDispatched()).isEqualTo(start);
    assertThat(after.clocks().firstEnRoute()).isEqualTo(start.plusSeconds(120));
    assertThat(after.clocks().firstOnScene()).isEqualTo(start.plusSeconds(180));
    a = town.report(a.id(), Status.RELEASED, null);
    assertThat(town.unitNow("E1").availability()).isEqualTo(Availability.AVAILABLE);
    assertThat(a.stamps())
        .extracting(Stamp::status)
        .containsExactly(
            Status.DISPATCHED,
            Status.ACKNOWLEDGED,
            Status.EN_ROUTE,
            Status.AT_SCENE,
            Status.RELEASED);
    assertThat(a.stamps().get(1).source()).isEqualTo("crew");
    assertThat(a.stamps().get(1).seat()).isEqualTo("seat-1");
  }

  @Test
  void theSecondWhoSendsAUnitIsToldWhoHoldsIt() {
    Incident first = town.call("fire", 112.98, 28.2);
    Incident second = town.call("fire", 112.99, 28.2);
    town.unit("E2", "engine", 112.97, 28.2);
    town.unit("E3", "engine", 112.97, 28.2);
    town.send(first.id(), "E2");
    assertThatThrownBy(() -> town.send(second.id(), "E3", "E2"))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.code()).isEqualTo("unit-held");
              assertThat(e.problem.at("/units/0/callSign").asText()).isEqualTo("E2");
              assertThat(e.problem.at("/units/0/number").asText()).isEqualTo(first.number());
              assertThat(e.problem.at("/units/0/actor").asText()).isEqualTo("wang");
            });
    assertThat(town.unitNow("E3").availability()).isEqualTo(Availability.AVAILABLE);
    assertThat(town.incidentNow(second.id()).assignments()).isEmpty();
  }

  /** Several seats send the same unit at the same moment, again and again: one wins each time. */
  @Test
  void neverTwoHoldersWhateverTheRace() throws Exception {
    int seats = 4;
    List<Incident> incidents = new ArrayList<>();
    for (int i = 0; i < seats; i++) {
      incidents.add(town.call("fire", 112.98, 28.2));
    }
    town.unit("R1", "engine", 112.97, 28.2);
    town.unit("R2", "engine", 112.97, 28.2);
    ExecutorService pool = Executors.newFixedThreadPool(seats);
    try {
      for (int round = 0; round < 25; round++) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Receipt>> answers = new ArrayList<>();
        for (int seat = 0; seat < seats; seat++) {
          String incident = incidents.get(seat).id();
          List<String> units = seat % 2 == 0 ? List.of("R1", "R2") : List.of("R2", "R1");
          answers.add(
              pool.submit(
                  () -> {
                    start.await();
                    return town.receipt(
                        UUID.randomUUID(),
                        TestTown.OPERATOR,
                        c ->
                            town.dispatch.dispatch(c, incident, new Requests.Sending(units, null)));
                  }));
        }
        start.countDown();
        List<Receipt> won = new ArrayList<>();
        for (Future<Receipt> answer : answers) {
          Receipt receipt = answer.get();
          if (receipt.refused()) {
            assertThat(StateJson.tree(receipt.answer()).path("code").asText())
                .isEqualTo("unit-held");
          } else {
            won.add(receipt);
          }
        }
        assertThat(won).hasSize(1);
        for (var a : StateJson.tree(won.get(0).answer()).path("assignments")) {
          town.report(a.path("id").asText(), Status.RELEASED, null);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theSameCommandSentTwiceSendsOnce() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("I1", "engine", 112.97, 28.2);
    UUID id = UUID.randomUUID();
    var sending = new Requests.Sending(List.of("I1"), null);
    Receipt first =
        town.receipt(id, TestTown.OPERATOR, c -> town.dispatch.dispatch(c, incident.id(), sending));
    Receipt second =
        town.receipt(id, TestTown.OPERATOR, c -> town.dispatch.dispatch(c, incident.id(), sending));
    assertThat(second).isEqualTo(first);
    assertThat(town.incidentNow(incident.id()).assignments()).hasSize(1);
  }

  @Test
  void aDispatchCanBeTakenBackForEightSecondsAndNoLonger() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("U1", "engine", 112.97, 28.2);
    town.unit("U2", "engine", 112.97, 28.2);
    Assignment first = town.send(incident.id(), "U1").assignments().get(0);
    town.clock.move(Duration.ofSeconds(8));
    Assignment recalled = recall(first);
    assertThat(recalled.state()).isEqualTo(Status.RECALLED);
    assertThat(recall(first).version()).isEqualTo(recalled.version());
    assertThat(town.unitNow("U1").availability()).isEqualTo(Availability.AVAILABLE);
    Incident after = town.incidentNow(incident.id());
    assertThat(after.clocks().firstDispatched()).isNull();
    ClockStamp last = after.stamps().get(after.stamps().size() - 1);
    assertThat(last.at()).isNull();
    assertThat(last.reason()).isEqualTo("recalled");

    Assignment second = town.send(incident.id(), "U2").assignments().get(0);
    town.clock.move(Duration.ofMillis(8_001));
    assertThatThrownBy(() -> recall(second))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo("recall-too-late"));
  }

  private Assignment recall(Assignment a) {
    return town.run(
        TestTown.OPERATOR,
        Assignment.class,
        c -> town.dispatch.recall(c, a.id(), new Requests.Recall("misclick")));
  }

  @Test
  void aLateReportFillsItsStampAndMovesNothingBack() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("L1", "engine", 112.97, 28.2);
    Instant start = town.clock.instant();
    Assignment a = town.send(incident.id(), "L1").assignments().get(0);
    town.clock.move(Duration.ofMinutes(5));
    town.report(a.id(), Status.AT_SCENE, start.plusSeconds(200));
    Assignment late = town.report(a.id(), Status.EN_ROUTE, start.plusSeconds(40));
    assertThat(late.state()).isEqualTo(Status.AT_SCENE);
    assertThat(late.at(Status.EN_ROUTE)).contains(start.plusSeconds(40));
    assertThat(late.stamp(Status.EN_ROUTE).orElseThrow().server()).isEqualTo(town.clock.instant());
    assertThat(town.incidentNow(incident.id()).clocks().firstEnRoute())
        .isEqualTo(start.plusSeconds(40));
    assertThatThrownBy(() -> town.report(a.id(), Status.EN_ROUTE, null))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo("status-passed"));
    assertThatThrownBy(() -> town.report(a.id(), Status.RELEASED, start.minusSeconds(1)))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo("before-dispatch"));
  }

  @Test
  void aCorrectionAddsAndNeverOverwrites() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("C1", "engine", 112.97, 28.2);
    Instant start = town.clock.instant();
    Assignment a = town.send(incident.id(), "C1").assignments().get(0);
    town.clock.move(Duration.ofMinutes(5));
    a = town.report(a.id(), Status.AT_SCENE, null);
    Stamp wrong = a.stamp(Status.AT_SCENE).orElseThrow();
    String id = a.id();
    Assignment corrected =
        town.run(
            TestTown.OPERATOR,
            Assignment.class,
            c ->
                town.dispatch.correct(
                    c,
                    id,
                    new Requests.Correction(Status.AT_SCENE, start.plusSeconds(240), "radio log")));
    assertThat(corrected.stamps()).contains(wrong).hasSize(3);
    Stamp right = corrected.stamp(Status.AT_SCENE).orElseThrow();
    assertThat(right.at()).isEqualTo(start.plusSeconds(240));
    assertThat(right.corrects()).isEqualTo(wrong.id());
    assertThat(right.reason()).isEqualTo("radio log");
    assertThat(corrected.state()).isEqualTo(Status.AT_SCENE);
    Incident after = town.incidentNow(incident.id());
    assertThat(after.clocks().firstOnScene()).isEqualTo(start.plusSeconds(240));
    assertThat(after.stamps())
        .filteredOn(s -> "firstOnScene".equals(s.clock().code()))
        .extracting(ClockStamp::at)
        .containsExactly(start.plusSeconds(300), start.plusSeconds(240));
  }

  @Test
  void reassigningReleasesAndSendsInOneChange() {
    Incident from = town.call("fire", 112.98, 28.2);
    Incident to = town.call("medical", 112.99, 28.2);
    town.unit("A1", "medic", 112.97, 28.2);
    Assignment first = town.send(from.id(), "A1").assignments().get(0);
    town.clock.move(Duration.ofSeconds(30));
    long before = town.journal.position();
    Assignment next =
        town.run(
            TestTown.OPERATOR,
            Assignment.class,
            c -> town.dispatch.reassign(c, first.id(), new Requests.Reassignment(to.id(), null)));
    assertThat(next.incident()).isEqualTo(to.id());
    assertThat(town.unitNow("A1").incident()).isEqualTo(to.id());
    assertThat(town.journal.since(before, 100))
        .extracting(e -> e.commandId())
        .containsOnly(town.journal.since(before, 1).get(0).commandId());
    assertThat(town.incidentNow(to.id()).clocks().firstDispatched())
        .isEqualTo(town.clock.instant());
  }

  @Test
  void onlySomeMaySayAnotherTimeThanNow() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("T1", "engine", 112.97, 28.2);
    var past = new Requests.Sending(List.of("T1"), town.clock.instant().minusSeconds(60));
    assertThatThrownBy(
            () ->
                town.run(
                    TestTown.OPERATOR,
                    DispatchDesk.Sent.class,
                    c -> town.dispatch.dispatch(c, incident.id(), past)))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("forbidden"));
    var future = new Requests.Sending(List.of("T1"), town.clock.instant().plusSeconds(60));
    assertThatThrownBy(
            () ->
                town.run(
                    TestTown.LEADER,
                    DispatchDesk.Sent.class,
                    c -> town.dispatch.dispatch(c, incident.id(), future)))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo("in-the-future"));
  }

  @Test
  void aUnitWhoseDutyForbidsItIsNotSent() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("D1", "engine", 112.97, 28.2);
    assertThatThrownBy(() -> duty("D1", "not_ready", null))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.problem.at("/errors/0/field").asText()).isEqualTo("/reason"));
    assertThat(duty("D1", "not_ready", "pump broken").availability())
        .isEqualTo(Availability.OUT_OF_SERVICE);
    assertThatThrownBy(() -> town.send(incident.id(), "D1"))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo("unit-out-of-service"));
    assertThat(duty("D1", "ready", null).availability()).isEqualTo(Availability.AVAILABLE);
  }

  private Unit duty(String unit, String duty, String reason) {
    return town.run(
        TestTown.LEADER,
        Unit.class,
        c -> town.units.duty(c, unit, new Requests.DutyReport(duty, reason, null)));
  }

  @Test
  void closingWithUnitsThereIsRefusedUnlessTheyAreReleased() {
    Incident incident = town.call("fire", 112.98, 28.2);
    town.unit("K1", "engine", 112.97, 28.2);
    town.send(incident.id(), "K1");
    assertThatThrownBy(() -> close(incident.id(), null))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.code()).isEqualTo("incident-has-units");
              assertThat(e.problem.at("/callSigns/0").asText()).isEqualTo("K1");
            });
    close(incident.id(), true);
    assertThat(town.unitNow("K1").availability()).isEqualTo(Availability.AVAILABLE);
    assertThatThrownBy(() -> town.send(incident.id(), "K1"))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo("incident-not-open"));
  }

  private void close(String incident, Boolean releaseUnits) {
    var closing =
        new city.chengtu.command.incidents.Requests.Closing("handled", null, releaseUnits, null);
    town.run(TestTown.OPERATOR, Object.class, c -> town.incidents.close(c, incident, closing));
  }
}
