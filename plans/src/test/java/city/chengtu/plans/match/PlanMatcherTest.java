package city.chengtu.plans.match;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.read.BuiltInWords;
import city.chengtu.plans.read.Drawing;
import city.chengtu.plans.read.PlanLibrary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each test draws a plan, an incident, and the answer. */
class PlanMatcherTest {
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  @Test
  void theStartConditionGivesTheLevel() {
    assertThat(answer(leak(Level.IV))).isEqualTo("minimal IV");
    assertThat(answer(leak(Level.III))).isEqualTo("minimal III");
    assertThat(answer(leak(Level.I))).as("the plan goes no higher").isEqualTo("minimal III");
    assertThat(answer(leak(Level.IV).knowing(Map.of("injured", BigDecimal.valueOf(3)))))
        .as("3 以上 includes 3")
        .isEqualTo("minimal III");
    assertThat(answer(leak(Level.IV).knowing(Map.of("injured", BigDecimal.valueOf(2)))))
        .isEqualTo("minimal IV");
  }

  @Test
  void anUnknownNumberIsNeitherZeroNorEnough() {
    Candidate candidate = best(leak(Level.IV));

    assertThat(codes(candidate.reasons())).containsExactly("type", "area", "unknown", "start");
    assertThat(candidate.reasons().get(2).text().en())
        .isEqualTo("level III open: not known yet: injured");
    assertThat(candidate.reasons().get(2).text().zh()).isEqualTo("III 级待定：尚不知伤者");
    assertThat(candidate.reasons().get(2).forPlan()).isFalse();
  }

  @Test
  void aConditionOfAllPartsNeedsAll() {
    String plan =
        "start:\n  - {level: IV, when: {all: [{incident_at_least: IV}, {fact: injured, below: 3}]}}\n";

    assertThat(answer(leak(Level.IV), plan)).isEqualTo("minimal -");
    assertThat(answer(leak(Level.IV).knowing(Map.of("injured", BigDecimal.valueOf(2))), plan))
        .isEqualTo("minimal IV");
    assertThat(answer(leak(Level.IV).knowing(Map.of("injured", BigDecimal.TEN)), plan))
        .isEqualTo("minimal -");
  }

  @Test
  void aWarningStartsAPlanAndItsAbsenceDoesNot() {
    String plan = "start:\n  - {level: III, when: {warning_at_least: II}}\n";

    assertThat(answer(leak(Level.IV), plan)).isEqualTo("minimal -");
    assertThat(answer(leak(Level.IV).warned(Level.III), plan)).isEqualTo("minimal -");
    assertThat(answer(leak(Level.IV).warned(Level.I), plan)).isEqualTo("minimal III");
  }

  @Test
  void whatOnlyAPersonCanJudgeIsAskedAndNeverAssumed() {
    String plan = "start:\n  - {level: IV, when: {judgement: {zh: 是否危险, en: is it dangerous}}}\n";
    Candidate candidate = best(leak(Level.IV), plan);

    assertThat(candidate.proposed()).isEmpty();
    assertThat(candidate.confirmed()).isTrue();
    assertThat(candidate.reasons())
        .extracting(r -> r.text().en())
        .contains("level IV open: a person must judge: is it dangerous");
  }

  @Test
  void anotherTypePlaceDayOrStatusIsRejectedWithItsReason() {
    assertThat(rejection("", IncidentFacts.of("dragon", Level.I, DAY))).containsExactly("type");
    assertThat(rejection("area: {divisions: ['430199']}", leak(Level.IV))).containsExactly("area");
    assertThat(rejection("area: {divisions: ['430199']}", leak(Level.IV).in("430198001001001")))
        .containsExactly("area");
    assertThat(rejection("", IncidentFacts.of("gas_leak", Level.IV, LocalDate.of(2027, 1, 1))))
        .containsExactly("validity");
    assertThat(rejection("status: withdrawn", leak(Level.IV))).containsExactly("status");
    assertThat(rejection("status: drafted", IncidentFacts.of("dragon", Level.I, DAY)))
        .as("all reasons are told, not only the first")
        .containsExactly("type", "status");
  }

  @Test
  void bothEndsOfTheValidityCount() {
    for (String day : List.of("2026-01-01", "2026-12-31")) {
      assertThat(answer(IncidentFacts.of("gas_leak", Level.IV, LocalDate.parse(day))))
          .isEqualTo("minimal IV");
    }
  }

  @Test
  void theMoreParticularPlaceComesFirst() {
    IncidentFacts here = leak(Level.IV).in("430199002001007").inZones(Set.of("river-bank"));

    assertThat(
            order(
                here,
                "id: city",
                "id: district\narea: {divisions: ['430199']}",
                "id: zone\narea: {zones: [river-bank]}",
                "id: street\narea: {divisions: ['430199002']}"))
        .containsExactly("zone", "street", "district", "city");
  }

  @Test
  void aPlanThatStartsComesBeforeOneThatDoesNotAndSevereBeforeMild() {
    String whenThree = "start:\n  - {level: III, when: {incident_at_least: III}}\n";
    String never = "start:\n  - {level: III, when: {incident_at_least: I}}\n";

    assertThat(
            order(
                leak(Level.III),
                "id: never\nkind: site\n" + never,
                "id: mild\nkind: site\nstart:\n  - {level: IV, when: {incident_at_least: IV}}\n",
                "id: severe\n" + whenThree))
        .containsExactly("severe", "mild", "never");
  }

  @Test
  void theParticularKindComesBeforeTheMasterPlan() {
    assertThat(order(leak(Level.IV), "id: a\nkind: master", "id: b", "id: c\nkind: site"))
        .containsExactly("c", "b", "a");
  }

  @Test
  void aNewerVersionTakesThePlaceOfTheOlderOnlyWhenItIsInForce() {
    PlanMatches matches =
        match(leak(Level.IV), "version: 1", "version: 2", "version: 3\nstatus: drafted");

    assertThat(matches.candidates()).extracting(c -> c.plan().version()).containsExactly(2);
    assertThat(matches.rejected()).extracting(r -> r.plan().version()).containsExactly(1, 3);
    assertThat(codes(matches.rejected().get(0).reasons())).containsExactly("superseded");
    assertThat(codes(matches.rejected().get(1).reasons())).containsExactly("status");
  }

  @Test
  void inAnUnderpassZoneTheOnSitePlanStandsBesideTheDistrictPlan() {
    PlanMatcher library = new PlanMatcher(PlanLibrary.load(BuiltInWords.VOCABULARY).plans());
    IncidentFacts water = IncidentFacts.of("flooding", Level.III, DAY);

    assertThat(ids(library.match(water.inZones(Set.of("underpass")))))
        .containsExactly("underpass-flooding", "waterlogging");
    assertThat(ids(library.match(water))).containsExactly("waterlogging");
  }

  private static IncidentFacts leak(Level level) {
    return IncidentFacts.of("gas_leak", level, DAY);
  }

  private static PlanMatches match(IncidentFacts incident, String... drawings) {
    var plans = new ArrayList<city.chengtu.plans.model.Plan>();
    for (String drawing : drawings) {
      PlanLibrary library = Drawing.load(Drawing.with(drawing));
      assertThat(library.plans()).as(() -> library.findings().toString()).hasSize(1);
      plans.addAll(library.plans());
    }
    return new PlanMatcher(plans).match(incident);
  }

  private static Candidate best(IncidentFacts incident, String... drawings) {
    return match(incident, drawings.length == 0 ? new String[] {""} : drawings).candidates().get(0);
  }

  private static String answer(IncidentFacts incident, String... drawings) {
    Candidate candidate = best(incident, drawings);
    return candidate.plan().id() + " " + candidate.proposed().map(Level::name).orElse("-");
  }

  private static List<String> order(IncidentFacts incident, String... drawings) {
    return ids(match(incident, drawings));
  }

  private static List<String> ids(PlanMatches matches) {
    return matches.candidates().stream().map(c -> c.plan().id()).toList();
  }

  private static List<String> rejection(String drawing, IncidentFacts incident) {
    PlanMatches matches = match(incident, drawing);
    assertThat(matches.candidates()).isEmpty();
    return codes(matches.rejected().get(0).reasons());
  }

  private static List<String> codes(List<Reason> reasons) {
    return reasons.stream().map(Reason::code).toList();
  }
}
