package city.chengtu.command.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.dispatch.TestTown;
import city.chengtu.command.dispatch.TestTown.Refused;
import city.chengtu.command.incidents.IncidentFile.Duplicate;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

@EachStore
class IncidentDeskTest {
  private final TestTown town;

  IncidentDeskTest(TestStore store) {
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
  }

  @Test
  void aCallBecomesAnIncidentWithRawClocks() {
    Incident incident = town.call("fire", 112.98, 28.2);
    assertThat(incident.level()).as("the type's default").isEqualTo(3);
    assertThat(incident.period()).isEqualTo("2026");
    assertThat(incident.number()).matches("\\d{4}");
    assertThat(incident.clocks().received()).isEqualTo(town.clock.instant());
    assertThat(incident.stamps())
        .extracting(s -> s.clock())
        .containsExactlyInAnyOrder(Clock.RECEIVED, Clock.ANSWERED, Clock.CREATED);
    assertThat(incident.stamps().get(0).seat()).isEqualTo("seat-2");
    Incident next = town.call("fire", 112.98, 28.2);
    assertThat(Integer.parseInt(next.number())).isEqualTo(Integer.parseInt(incident.number()) + 1);
  }

  @Test
  void theAnswerToACallIsWhatWillBeRead() {
    Incident answered = town.call("fire", 112.98, 28.2);
    Incident read = town.database.jdbi().withHandle(h -> town.incidentFile.get(h, answered.id()));
    assertThat(StateJson.write(answered)).isEqualTo(StateJson.write(read));
  }

  /** What docs/performance.md says of the cost of a command, held here. */
  @Test
  void aCallCostsElevenStatementsAndTheNumberIsTakenLate() {
    town.call("fire", 112.98, 28.2); // reads the rules, begins the numbers
    List<String> statements = new ArrayList<>();
    SqlLogger log =
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            statements.add(context.getRenderedSql().replaceAll("\\s+", " "));
          }
        };
    town.database.jdbi().setSqlLogger(log);
    try {
      town.call("fire", 112.98, 28.2);
    } finally {
      town.database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }
    assertThat(statements)
        .extracting(
            s ->
                s.replaceAll(
                    "(insert into|update|select).*?(?:from|) ?(incident_\\w+|incident|command|journal_\\w+|reference_\\w+)\\b.*",
                    "$1 $2"))
        .containsExactly(
            "insert into command",
            "select reference_head",
            "insert into incident_stamp",
            "insert into incident_report",
            "update incident_number",
            "select incident_number",
            "insert into incident",
            "select journal_head",
            "insert into journal_entry",
            "update journal_head",
            "update command");
  }

  @Test
  void phonesStandWholeInTheDetailOnlyAndNeverInTheJournal() {
    Incident incident = town.call("fire", 112.98, 28.2);
    assertThat(incident.callers().get(0).phone()).isEqualTo("138******78");
    assertThat(town.incidentFile.detail(incident.id()).incident().callers().get(0).phone())
        .isEqualTo("13812345678");
    assertThat(town.journal.ofSubject(new Subject("incident", incident.id()), 0, 10))
        .extracting(JournalEntry::data)
        .noneMatch(data -> data.contains("13812345678"));
  }

  @Test
  void aNumberRunsAnewEveryYearOfTheCity() {
    town.clock.set(Instant.parse("2026-12-31T15:59:59Z"));
    assertThat(town.call("fire", 112.98, 28.2).period()).isEqualTo("2026");
    town.clock.set(Instant.parse("2026-12-31T16:00:00Z")); // midnight in the city
    Incident first = town.call("fire", 112.98, 28.2);
    assertThat(first.period()).isEqualTo("2027");
    assertThat(first.number()).isEqualTo("0001");
  }

  @Test
  void whatIsNotInTheListsIsRefusedByName() {
    assertThatThrownBy(() -> town.call("earthquake", 112.98, 28.2))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.problem.at("/errors/0/field").asText()).isEqualTo("/type"));
    Incident incident = town.call("fire", 112.98, 28.2);
    assertThatThrownBy(() -> close(incident.id(), "whatever"))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.problem.at("/errors/0/field").asText()).isEqualTo("/disposition"));
  }

  private Incident close(String id, String disposition) {
    var closing = new Requests.Closing(disposition, "all out", null, null);
    return town.run(TestTown.OPERATOR, Incident.class, c -> town.incidents.close(c, id, closing));
  }

  @Test
  void nearInPlaceTimeAndTypeMayBeTheSame() {
    double lon = 113.5;
    Incident near = town.call("fire", lon + 0.001, 28.2); // about 98 m
    Incident nearer = town.call("fire", lon + 0.0005, 28.2);
    Incident other = town.call("collapse", lon, 28.2);
    town.call("medical", lon, 28.2);
    town.call("fire", lon + 0.01, 28.2);
    Rules.DuplicateRule rule = town.rules.current().duplicateRule("fire").orElseThrow();
    Place place = new Place(lon, 28.2, null, null);
    List<Duplicate> found =
        town.incidentFile.duplicates(rule, place, town.clock.instant().plusSeconds(600));
    assertThat(found)
        .extracting(d -> d.incident().id())
        .containsExactly(nearer.id(), near.id(), other.id());
    assertThat(found.get(1).metres()).isBetween(97.0, 99.0);
    assertThat(found.get(0).seconds()).isEqualTo(600);
    assertThat(town.incidentFile.duplicates(rule, place, town.clock.instant().plusSeconds(1_801)))
        .isEmpty();
    assertThat(town.rules.current().duplicateRule("medical").orElseThrow().metres())
        .as("the general rule")
        .isEqualTo(300);
  }

  @Test
  void anEditOfAnOldVersionIsRefusedWithTheNewOne() {
    Incident incident = town.call("fire", 112.98, 28.2);
    Incident edited = edit(incident.id(), 2, incident.version());
    assertThat(edited.level()).isEqualTo(2);
    assertThat(edited.description()).isEqualTo("浓烟");
    assertThatThrownBy(() -> edit(incident.id(), 1, incident.version()))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.code()).isEqualTo("version-conflict");
              assertThat(e.problem.at("/current/level").asInt()).isEqualTo(2);
            });
  }

  private Incident edit(String id, int level, long version) {
    var edit = new Requests.IncidentEdit(null, level, null, null);
    return town.run(
        TestTown.OPERATOR, Incident.class, c -> town.incidents.edit(c, id, edit, version));
  }

  @Test
  void closingReopeningAndTheTimeline() {
    Incident incident = town.call("fire", 112.98, 28.2);
    Instant start = town.clock.instant();
    town.run(TestTown.OPERATOR, Incident.class, c -> town.incidents.acknowledge(c, incident.id()));
    town.clock.move(Duration.ofMinutes(1));
    town.run(
        TestTown.OPERATOR,
        Incident.class,
        c -> town.incidents.control(c, incident.id(), new Requests.Moment(null)));
    Instant controlled = town.clock.instant();
    town.clock.move(Duration.ofMinutes(1));
    Incident closed = close(incident.id(), "handled");
    assertThat(closed.state()).isEqualTo(IncidentState.CLOSED);
    assertThat(closed.clocks().underControl()).isEqualTo(start.plusSeconds(60));
    assertThat(closed.latestNote().text()).isEqualTo("all out");
    town.clock.move(Duration.ofMinutes(1));
    Incident open =
        town.run(
            TestTown.OPERATOR,
            Incident.class,
            c ->
                town.incidents.reopen(
                    c, incident.id(), new Requests.Reopening("smoke again", null)));
    assertThat(open.open()).isTrue();
    assertThat(open.disposition()).isNull();
    assertThat(open.clocks().closed()).isNull();
    assertThat(open.clocks().reopened()).isEqualTo(start.plusSeconds(180));
    List<TimelineItem> timeline =
        town.incidentFile.timeline(incident.id()).stream()
            .map(e -> TimelineItem.of(e, StateJson.read(e.data(), JsonNode.class)))
            .toList();
    assertThat(timeline)
        .extracting(i -> i.type().replace("city.chengtu.incident.", ""))
        .containsExactly("created", "acknowledged", "controlled", "closed", "reopened");
    assertThat(timeline.get(4).text()).isEqualTo("smoke again");
    assertThat(timeline.get(3).text()).isEqualTo("handled");
    var past = town.incidentFile.asOf(incident.id(), controlled.plusSeconds(30));
    assertThat(past.path("state").asText()).isEqualTo("open");
    assertThat(past.at("/clocks/underControl").asText()).isEqualTo(controlled.toString());
    assertThat(past.at("/clocks/reopened").isMissingNode()).isTrue();
  }

  @Test
  void mergingJoinsTheReportsAndReopeningTakesThemBack() {
    Incident one = town.call("fire", 112.98, 28.2);
    Incident two = town.call("fire", 112.98, 28.2);
    Incident merged =
        town.run(
            TestTown.OPERATOR,
            Incident.class,
            c -> town.incidents.merge(c, two.id(), new Requests.Merging(one.id())));
    assertThat(merged.state()).isEqualTo(IncidentState.MERGED);
    assertThat(merged.mergedInto()).isEqualTo(one.id());
    assertThat(town.incidentNow(one.id()).reports()).hasSize(2);
    town.run(
        TestTown.OPERATOR,
        Incident.class,
        c -> town.incidents.reopen(c, two.id(), new Requests.Reopening("two fires", null)));
    assertThat(town.incidentNow(one.id()).reports()).hasSize(1);
    assertThat(town.incidentNow(two.id()).reports()).hasSize(1);
    assertThat(town.incidentNow(two.id()).mergedInto()).isNull();
  }

  @Test
  void theLayerShowsWhatIsOpenNowAndWhatWasOpenThen() {
    double lon = 114.5;
    Incident first = town.call("fire", lon, 28.2);
    town.clock.move(Duration.ofMinutes(1));
    Instant then = town.clock.instant();
    town.clock.move(Duration.ofMinutes(1));
    close(first.id(), "handled");
    Incident second = town.call("fire", lon + 0.01, 28.2);
    IncidentsLayer layer = new IncidentsLayer(town.database.jdbi(), town.journal);
    FeatureQuery here =
        FeatureQuery.of("incidents")
            .within(new org.locationtech.jts.geom.Envelope(lon - 0.1, lon + 0.1, 28, 29));
    assertThat(layer.read(here)).extracting(f -> f.id()).containsExactly(second.id());
    assertThat(layer.read(here.asOf(then))).extracting(f -> f.id()).containsExactly(first.id());
    Filter fires = Cql2.ofText("type = 'fire' AND level >= 1").checkedFor(layer.layer());
    Filter others = Cql2.ofText("type <> 'fire'").checkedFor(layer.layer());
    assertThat(layer.count(here.withFilter(fires))).isEqualTo(1);
    assertThat(layer.read(here.asOf(then).withFilter(fires))).hasSize(1);
    assertThat(layer.read(here.withFilter(others))).isEmpty();
    assertThat(layer.find(first.id())).isEmpty();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    for (int i = 0; i < 5; i++) {
      town.call("medical", 112.98, 28.2);
    }
    var all = town.incidentFile.list(IncidentState.OPEN, null, 500).items();
    var first = town.incidentFile.list(IncidentState.OPEN, null, 3);
    var second = town.incidentFile.list(IncidentState.OPEN, first.next(), 500);
    assertThat(second.next()).isNull();
    assertThat(first.items()).hasSize(3);
    assertThat(all.subList(0, 3)).isEqualTo(first.items());
    assertThat(all.subList(3, all.size())).isEqualTo(second.items());
  }
}
