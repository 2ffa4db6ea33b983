package city.chengtu.command.dispatch;

import city.chengtu.command.dispatch.Recommendation.Choice;
import city.chengtu.command.dispatch.Recommendation.Excluded;
import city.chengtu.command.dispatch.Recommendation.Required;
import city.chengtu.command.dispatch.Recommendation.Shortfall;
import city.chengtu.command.incidents.Incident;
import city.chengtu.command.incidents.IncidentFile;
import city.chengtu.command.incidents.Reference;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.incidents.Rules.Need;
import city.chengtu.command.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Answers which units to send: one search over the roads from the incident to all units that could
 * go, then the {@link Recommender}'s pick for what the run card still lacks.
 */
public final class Recommendations {
  private static final double KMH = 3.6;

  private final Jdbi jdbi;
  private final Journal journal;
  private final IncidentFile incidents;
  private final PositionBoard board;
  private final ReferenceData rules;
  private final RoadTimes roads;
  private final InstantSource clock;
  private final UnitTable units = new UnitTable();
  private final ClosureTable closures = new ClosureTable();

  /** What recommendations are made from. */
  public record Parts(
      Jdbi jdbi,
      Journal journal,
      IncidentFile incidents,
      PositionBoard board,
      ReferenceData rules,
      RoadTimes roads,
      InstantSource clock) {}

  public Recommendations(Parts parts) {
    this.jdbi = parts.jdbi();
    this.journal = parts.journal();
    this.incidents = parts.incidents();
    this.board = parts.board();
    this.rules = parts.rules();
    this.roads = parts.roads();
    this.clock = parts.clock();
  }

  /** One consistent look at everything the answer rests on. */
  private record Facts(
      long position,
      Incident incident,
      List<UnitTable.Row> units,
      Map<String, String> numbers,
      List<Closure> barred,
      Reference reference,
      Instant now) {
    Spot target() {
      return new Spot(incident.place().lon(), incident.place().lat());
    }
  }

  /** A unit that may be sent, and where it is taken to stand. */
  private record Eligible(UnitTable.Row unit, Spot origin, String from, Double fixAge) {}

  public Recommendation recommend(String incident) {
    return answer(
        jdbi.inTransaction(
            h -> {
              Instant now = clock.instant();
              long position = journal.position(h);
              List<UnitTable.Row> all = units.list(h);
              return new Facts(
                  position,
                  incidents.get(h, incident),
                  all,
                  incidents.numbers(h, holders(all)),
                  closures.inForce(h, now),
                  rules.current(h),
                  now);
            }));
  }

  private static Set<String> holders(List<UnitTable.Row> units) {
    return units.stream()
        .map(UnitTable.Row::incident)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private Recommendation answer(Facts facts) {
    List<Need> needs = facts.reference().needs(facts.incident().type(), facts.incident().level());
    List<Excluded> excluded = new ArrayList<>();
    List<Eligible> eligible = eligible(facts, needs, excluded);
    List<Spot> origins = eligible.stream().map(Eligible::origin).toList();
    Optional<RoadTimes.Answer> byRoad =
        roads.to(facts.target(), origins, facts.barred(), facts.reference().limit("snapMetres"));
    List<RoadTimes.Way> ways =
        byRoad.map(RoadTimes.Answer::ways).orElseGet(() -> straight(facts, origins));
    Map<String, Integer> committed = committed(facts, needs);
    List<Need> open = open(needs, committed);
    Recommender.Pick pick = Recommender.pick(candidates(eligible, ways), open);
    return new Recommendation(
        facts.incident().id(),
        facts.position(),
        facts.now(),
        byRoad.map(RoadTimes.Answer::graph).orElse(null),
        byRoad.isEmpty(),
        byRoad.isEmpty() ? "no road network is loaded: times are straight-line estimates" : null,
        required(needs, open, pick),
        choices(eligible, ways, pick, excluded),
        excluded,
        shortfall(open, pick));
  }

  private List<Eligible> eligible(Facts facts, List<Need> needs, List<Excluded> excluded) {
    Set<String> wanted = needs.stream().map(Need::capability).collect(Collectors.toSet());
    List<Eligible> eligible = new ArrayList<>();
    for (UnitTable.Row unit : facts.units()) {
      Optional<Excluded> reason = bar(facts, unit, wanted);
      if (reason.isPresent()) {
        excluded.add(reason.get());
      } else {
        place(facts, unit, excluded).ifPresent(eligible::add);
      }
    }
    return eligible;
  }

  /** Why a unit cannot be sent whatever its place. */
  private static Optional<Excluded> bar(Facts facts, UnitTable.Row unit, Set<String> wanted) {
    if (unit.work() != null) {
      String number = facts.numbers().get(unit.incident());
      String detail = "held by incident " + number + ", " + unit.work().code();
      return Optional.of(new Excluded(unit.id(), unit.callSign(), "held", detail, unit.incident()));
    }
    if (!facts.reference().duty(unit.duty()).available()) {
      return Optional.of(excluded(unit, "off-duty", "duty is " + unit.duty()));
    }
    if (!wanted.isEmpty() && unit.capabilities().stream().noneMatch(wanted::contains)) {
      return Optional.of(
          excluded(unit, "no-capability", "can do " + unit.capabilities() + ", none is asked for"));
    }
    return Optional.empty();
  }

  private static Excluded excluded(UnitTable.Row unit, String reason, String detail) {
    return new Excluded(unit.id(), unit.callSign(), reason, detail, null);
  }

  /** Where the unit stands: its fresh fix, else its station where the rule allows that. */
  private Optional<Eligible> place(Facts facts, UnitTable.Row unit, List<Excluded> excluded) {
    Optional<Fix> fix = board.find(unit.id());
    Double age =
        fix.map(f -> Duration.between(f.at(), facts.now()).toMillis() / 1_000.0).orElse(null);
    if (age != null && age <= facts.reference().limit("positionStaleSeconds")) {
      return Optional.of(new Eligible(unit, fix.get().spot(), "fix", age));
    }
    if (unit.station() != null && facts.reference().limit("stationWhenNoFix") != 0) {
      return Optional.of(new Eligible(unit, unit.station(), "station", age));
    }
    excluded.add(
        age == null
            ? excluded(unit, "no-position", "no fix was ever received")
            : excluded(unit, "stale-fix", "last fix " + fix.get().at()));
    return Optional.empty();
  }

  private static List<RoadTimes.Way> straight(Facts facts, List<Spot> origins) {
    double factor = facts.reference().limit("straightLineFactor");
    double metresPerSecond = facts.reference().limit("straightLineSpeed") / KMH;
    return origins.stream()
        .map(o -> o.metresTo(facts.target()) * factor)
        .map(m -> new RoadTimes.Way(m / metresPerSecond, m, null))
        .toList();
  }

  private static List<Recommender.Candidate> candidates(
      List<Eligible> eligible, List<RoadTimes.Way> ways) {
    List<Recommender.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      if (ways.get(i).failure() == null) {
        UnitTable.Row unit = eligible.get(i).unit();
        candidates.add(
            new Recommender.Candidate(
                unit.id(),
                Set.copyOf(unit.capabilities()),
                Math.round(ways.get(i).seconds() * 1_000)));
      }
    }
    return candidates;
  }

  /** How many places of each need are filled best by the units that are on the incident already. */
  private static Map<String, Integer> committed(Facts facts, List<Need> needs) {
    List<Recommender.Candidate> there =
        facts.units().stream()
            .filter(u -> facts.incident().id().equals(u.incident()))
            .map(u -> new Recommender.Candidate(u.id(), Set.copyOf(u.capabilities()), 0))
            .toList();
    List<Integer> filled = Recommender.pick(there, needs).filled();
    Map<String, Integer> committed = new LinkedHashMap<>();
    for (int i = 0; i < needs.size(); i++) {
      committed.merge(needs.get(i).capability(), filled.get(i), Integer::sum);
    }
    return committed;
  }

  private static List<Need> open(List<Need> needs, Map<String, Integer> committed) {
    Map<String, Integer> left = new LinkedHashMap<>(committed);
    List<Need> open = new ArrayList<>();
    for (Need need : needs) {
      int there = Math.min(need.count(), left.getOrDefault(need.capability(), 0));
      left.merge(need.capability(), -there, Integer::sum);
      open.add(new Need(need.capability(), need.count() - there));
    }
    return open;
  }

  private static List<Required> required(List<Need> needs, List<Need> open, Recommender.Pick pick) {
    List<Required> required = new ArrayList<>();
    for (int i = 0; i < needs.size(); i++) {
      Need need = needs.get(i);
      int there = need.count() - open.get(i).count();
      required.add(
          new Required(need.capability(), need.count(), there + pick.filled().get(i), there));
    }
    return required;
  }

  private static List<Choice> choices(
      List<Eligible> eligible,
      List<RoadTimes.Way> ways,
      Recommender.Pick pick,
      List<Excluded> excluded) {
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      RoadTimes.Way way = ways.get(i);
      Eligible e = eligible.get(i);
      if (way.failure() == null) {
        choices.add(choice(e, way, pick.picked().get(e.unit().id())));
      } else {
        excluded.add(excluded(e.unit(), way.failure(), detail(way.failure())));
      }
    }
    choices.sort(Comparator.comparingDouble(Choice::seconds).thenComparing(Choice::unit));
    return choices;
  }

  private static String detail(String failure) {
    return "off-road".equals(failure)
        ? "the unit or the incident is too far from any open road"
        : "no open road leads there";
  }

  private static Choice choice(Eligible e, RoadTimes.Way way, String pickedFor) {
    return new Choice(
        e.unit().id(),
        e.unit().callSign(),
        e.unit().kind(),
        e.unit().capabilities(),
        e.unit().duty(),
        way.seconds(),
        way.metres(),
        e.from(),
        e.fixAge(),
        pickedFor != null,
        pickedFor);
  }

  private static List<Shortfall> shortfall(List<Need> open, Recommender.Pick pick) {
    List<Shortfall> shortfall = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      int missing = open.get(i).count() - pick.filled().get(i);
      if (missing > 0) {
        shortfall.add(new Shortfall(open.get(i).capability(), missing));
      }
    }
    return shortfall;
  }
}
