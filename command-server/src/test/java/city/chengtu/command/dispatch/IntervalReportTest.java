package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.incidents.Incident;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@EachStore
class IntervalReportTest {
  private final TestTown town;

  IntervalReportTest(TestStore store) {
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
  }

  @Test
  void nearestRankIsAValueThatWasMeasured() {
    assertThat(IntervalReport.percentile(new double[0], 50)).isNull();
    assertThat(IntervalReport.percentile(new double[] {7}, 90)).isEqualTo(7);
    assertThat(IntervalReport.percentile(new double[] {1, 2, 3, 4}, 50)).isEqualTo(2);
    assertThat(IntervalReport.percentile(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90))
        .isEqualTo(9);
    assertThat(IntervalReport.percentile(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 90))
        .isEqualTo(10);
  }

  @Test
  void intervalsComeFromRawTimestampsInForce() {
    Instant start = town.clock.instant();
    town.unit("E1", "engine", 112.9, 28.1);
    town.unit("E2", "engine", 112.9, 28.1);
    town.unit("E3", "engine", 112.9, 28.1);
    Incident incident = town.call("fire", 112.98, 28.2);
    town.clock.set(start.plusSeconds(1_000));
    List<Assignment> sent =
        town.run(
                TestTown.LEADER,
                DispatchDesk.Sent.class,
                c ->
                    town.dispatch.dispatch(
                        c,
                        incident.id(),
                        new Requests.Sending(List.of("E1", "E2"), start.plusSeconds(60))))
            .assignments();
    town.report(sent.get(0).id(), Status.EN_ROUTE, start.plusSeconds(100));
    town.report(sent.get(0).id(), Status.AT_SCENE, start.plusSeconds(400));
    Assignment third = town.send(incident.id(), "E3").assignments().get(0);
    town.run(
        TestTown.LEADER,
        Assignment.class,
        c -> town.dispatch.recall(c, third.id(), new Requests.Recall("misclick")));
    IntervalReport.Report report =
        town.intervals.between(start.minusSeconds(1), start.plusSeconds(1));
    assertThat(report.incidents()).isEqualTo(1);
    assertThat(report.responses()).as("the recalled one does not count").isEqualTo(2);
    assertThat(report.onScene()).isEqualTo(1);
    assertFigures(report, "handling", 2, 60);
    assertFigures(report, "turnout", 1, 40);
    assertFigures(report, "travel", 1, 300);
    assertFigures(report, "total_response", 1, 400);
    assertFigures(report, "first_arrival", 1, 400);
    assertFigures(report, "incident_handling", 1, 60);
    town.run(
        TestTown.LEADER,
        Assignment.class,
        c ->
            town.dispatch.correct(
                c,
                sent.get(0).id(),
                new Requests.Correction(Status.AT_SCENE, start.plusSeconds(380), "log")));
    assertFigures(
        town.intervals.between(start.minusSeconds(1), start.plusSeconds(1)), "travel", 1, 280);
    assertThat(town.intervals.between(start.plusSeconds(1), start.plusSeconds(2)).incidents())
        .isZero();
  }

  private static void assertFigures(
      IntervalReport.Report report, String interval, int count, double median) {
    IntervalReport.Figures figures = report.intervals().get(interval);
    assertThat(figures.count()).as(interval).isEqualTo(count);
    assertThat(figures.median()).as(interval).isEqualTo(median);
  }
}
