package city.chengtu.gis.filter;

import static city.chengtu.gis.filter.Comparison.EQUAL;
import static city.chengtu.gis.filter.Comparison.GREATER;
import static city.chengtu.gis.filter.Comparison.GREATER_OR_EQUAL;
import static city.chengtu.gis.filter.Comparison.LESS;
import static city.chengtu.gis.filter.Comparison.LESS_OR_EQUAL;
import static city.chengtu.gis.filter.TemporalRelation.End.FROM;
import static city.chengtu.gis.filter.TemporalRelation.End.TO;

import java.util.List;

/**
 * How two instants or intervals lie to each other (the intervals of Allen, the definitions of
 * OWL-Time). Both ends belong to an interval; an instant begins and ends at once.
 */
public enum TemporalRelation {
  AFTER("t_after", new Step(FROM, GREATER, TO)),
  BEFORE("t_before", new Step(TO, LESS, FROM)),
  CONTAINS("t_contains", new Step(FROM, LESS, FROM), new Step(TO, GREATER, TO)),
  DISJOINT("t_disjoint", new Step(FROM, GREATER, TO), new Step(TO, LESS, FROM)),
  DURING("t_during", new Step(FROM, GREATER, FROM), new Step(TO, LESS, TO)),
  EQUALS("t_equals", new Step(FROM, EQUAL, FROM), new Step(TO, EQUAL, TO)),
  FINISHED_BY("t_finishedBy", new Step(FROM, LESS, FROM), new Step(TO, EQUAL, TO)),
  FINISHES("t_finishes", new Step(FROM, GREATER, FROM), new Step(TO, EQUAL, TO)),
  INTERSECTS(
      "t_intersects", new Step(FROM, LESS_OR_EQUAL, TO), new Step(TO, GREATER_OR_EQUAL, FROM)),
  MEETS("t_meets", new Step(TO, EQUAL, FROM)),
  MET_BY("t_metBy", new Step(FROM, EQUAL, TO)),
  OVERLAPPED_BY(
      "t_overlappedBy",
      new Step(FROM, GREATER, FROM),
      new Step(FROM, LESS, TO),
      new Step(TO, GREATER, TO)),
  OVERLAPS(
      "t_overlaps",
      new Step(FROM, LESS, FROM),
      new Step(TO, GREATER, FROM),
      new Step(TO, LESS, TO)),
  STARTED_BY("t_startedBy", new Step(FROM, EQUAL, FROM), new Step(TO, GREATER, TO)),
  STARTS("t_starts", new Step(FROM, EQUAL, FROM), new Step(TO, LESS, TO));

  /** An end of an interval. */
  public enum End {
    FROM,
    TO
  }

  /** An end of the first compared with an end of the second. */
  public record Step(End first, Comparison comparison, End second) {}

  private final String function;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable list, of a type that does not say so
  private final List<Step> steps;

  TemporalRelation(String function, Step... steps) {
    this.function = function;
    this.steps = List.of(steps);
  }

  /** Its name in CQL2's JSON; in text case does not count. */
  public String function() {
    return function;
  }

  /** What it comes to: all of these, or {@linkplain #any() any}. */
  public List<Step> steps() {
    return steps;
  }

  /** True when one step is enough. */
  public boolean any() {
    return this == DISJOINT;
  }
}
