package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What the writers know of the city: enough to give commands that mostly make sense. It may be
 * wrong (others write too); then the server says so. Bounded; safe for several threads.
 */
final class Town {
  private static final int INCIDENTS_KEPT = 200;
  private static final int ASSIGNMENTS_KEPT = 600;
  private static final List<String> STATES =
      List.of("dispatched", "acknowledged", "en_route", "at_scene", "released");

  /** An incident or unit and the version last seen. */
  record Seen(String id, long version) {}

  /** An assignment and the state last seen. */
  record Duty(String id, String unit, String state) {
    /** The state that follows; empty when it has ended. */
    Optional<String> next() {
      int at = STATES.indexOf(state);
      return at < 0 || at == STATES.size() - 1 ? Optional.empty() : Optional.of(STATES.get(at + 1));
    }
  }

  /** Where a unit waits, lon/lat. */
  record Station(double lon, double lat) {}

  private final Map<String, Long> incidents = bounded(INCIDENTS_KEPT);
  private final Map<String, Duty> assignments = bounded(ASSIGNMENTS_KEPT);
  private final Map<String, Long> units = new LinkedHashMap<>();
  private final List<Station> stations = new ArrayList<>();

  private static <V> Map<String, V> bounded(int size) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > size;
      }
    };
  }

  /** Takes over the list of units. */
  synchronized void units(JsonNode items) {
    for (JsonNode unit : items) {
      units.put(unit.path("id").asText(), unit.path("version").asLong());
      JsonNode station = unit.path("station");
      if (station.has("lon")) {
        stations.add(new Station(station.path("lon").asDouble(), station.path("lat").asDouble()));
      }
    }
    if (units.isEmpty() || stations.isEmpty()) {
      throw new IllegalArgumentException("this server has no units: start it with --sample");
    }
  }

  /** Learns from the answer to an acknowledged command. */
  synchronized void learn(String kind, JsonNode answer) {
    switch (kind.substring(0, kind.indexOf('.'))) {
      case "incident" -> incident(answer);
      case "dispatch" -> {
        incident(answer.path("incident"));
        answer.path("assignments").forEach(this::assignment);
      }
      case "assignment" -> assignment(answer);
      case "unit" -> units.put(answer.path("id").asText(), answer.path("version").asLong());
      default -> throw new IllegalArgumentException("no such kind of command: " + kind);
    }
  }

  private void incident(JsonNode state) {
    String id = state.path("id").asText();
    if ("open".equals(state.path("state").asText())) {
      incidents.merge(id, state.path("version").asLong(), Math::max);
    } else {
      incidents.remove(id);
    }
    state.path("assignments").forEach(this::assignment);
  }

  private void assignment(JsonNode state) {
    Duty duty =
        new Duty(
            state.path("id").asText(), state.path("unit").asText(), state.path("state").asText());
    if (duty.next().isPresent()) {
      assignments.put(duty.id(), duty);
    } else {
      assignments.remove(duty.id());
    }
  }

  /** Something turned out to have ended. */
  synchronized void forget(String subject) {
    String id = subject.substring(subject.indexOf('/') + 1);
    incidents.remove(id);
    assignments.remove(id);
  }

  synchronized int openIncidents() {
    return incidents.size();
  }

  synchronized Optional<Seen> incident(Random random) {
    return pick(List.copyOf(incidents.entrySet()), random)
        .map(e -> new Seen(e.getKey(), e.getValue()));
  }

  synchronized Optional<Duty> assignment(Random random) {
    return pick(List.copyOf(assignments.values()), random);
  }

  synchronized Seen unit(Random random) {
    return pick(List.copyOf(units.entrySet()), random)
        .map(e -> new Seen(e.getKey(), e.getValue()))
        .orElseThrow();
  }

  /** A unit that nobody is known to hold; any unit when all are held. */
  synchronized String freeUnit(Random random) {
    List<String> held = assignments.values().stream().map(Duty::unit).toList();
    List<String> free = units.keySet().stream().filter(u -> !held.contains(u)).toList();
    return pick(free, random).orElseGet(() -> unit(random).id());
  }

  synchronized Station station(Random random) {
    return pick(stations, random).orElseThrow();
  }

  private static <T> Optional<T> pick(List<T> from, Random random) {
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
  }
}
