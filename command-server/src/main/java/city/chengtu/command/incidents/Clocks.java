package city.chengtu.command.incidents;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** The times in force, null where not yet reached. */
public record Clocks(
    Instant received,
    Instant answered,
    Instant created,
    Instant firstDispatched,
    Instant firstEnRoute,
    Instant firstOnScene,
    Instant underControl,
    Instant closed,
    Instant reopened) {

  static Clocks of(Map<Clock, Instant> times) {
    return new Clocks(
        times.get(Clock.RECEIVED),
        times.get(Clock.ANSWERED),
        times.get(Clock.CREATED),
        times.get(Clock.FIRST_DISPATCHED),
        times.get(Clock.FIRST_EN_ROUTE),
        times.get(Clock.FIRST_ON_SCENE),
        times.get(Clock.UNDER_CONTROL),
        times.get(Clock.CLOSED),
        times.get(Clock.REOPENED));
  }

  /** The clocks that have run, by name. */
  Map<Clock, Instant> times() {
    Map<Clock, Instant> times = new EnumMap<>(Clock.class);
    times.put(Clock.RECEIVED, received);
    times.put(Clock.ANSWERED, answered);
    times.put(Clock.CREATED, created);
    times.put(Clock.FIRST_DISPATCHED, firstDispatched);
    times.put(Clock.FIRST_EN_ROUTE, firstEnRoute);
    times.put(Clock.FIRST_ON_SCENE, firstOnScene);
    times.put(Clock.UNDER_CONTROL, underControl);
    times.put(Clock.CLOSED, closed);
    times.put(Clock.REOPENED, reopened);
    return times;
  }
}
