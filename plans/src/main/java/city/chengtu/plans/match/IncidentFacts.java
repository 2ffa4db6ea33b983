package city.chengtu.plans.match;

import city.chengtu.plans.model.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of an incident when a plan is looked for.
 *
 * @param type code of the incident type
 * @param level grade of the incident
 * @param division the finest known division or grid code of the place
 * @param zones ids and kinds of the planning zones in which the place lies
 * @param warning colour of the warning in force, if any: I red to IV blue
 * @param numbers known values of facts; a missing one is unknown, not zero
 * @param day local calendar day
 */
public record IncidentFacts(
    String type,
    Level level,
    Optional<String> division,
    Set<String> zones,
    Optional<Level> warning,
    Map<String, BigDecimal> numbers,
    LocalDate day) {
  public IncidentFacts {
    zones = Set.copyOf(zones);
    numbers = Map.copyOf(numbers);
  }

  /** An incident of which only type, level and day are known yet. */
  public static IncidentFacts of(String type, Level level, LocalDate day) {
    return new IncidentFacts(
        type, level, Optional.empty(), Set.of(), Optional.empty(), Map.of(), day);
  }

  /** The same incident, placed in this division or grid. */
  public IncidentFacts in(String newDivision) {
    return new IncidentFacts(type, level, Optional.of(newDivision), zones, warning, numbers, day);
  }

  /** The same incident, inside these planning zones. */
  public IncidentFacts inZones(Set<String> newZones) {
    return new IncidentFacts(type, level, division, newZones, warning, numbers, day);
  }

  /** The same incident, with these numbers known. */
  public IncidentFacts knowing(Map<String, BigDecimal> newNumbers) {
    return new IncidentFacts(type, level, division, zones, warning, newNumbers, day);
  }

  /** The same incident, under a warning of this colour. */
  public IncidentFacts warned(Level colour) {
    return new IncidentFacts(type, level, division, zones, Optional.of(colour), numbers, day);
  }
}
