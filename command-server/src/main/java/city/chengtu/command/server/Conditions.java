package city.chengtu.command.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of this node does not do its work, known in one place: readiness, metrics, log and the beat
 * of the live feed all read it here. Asking never blocks; a part whose state takes time to find out
 * keeps the last answer of a beat of its own.
 */
final class Conditions {
  private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

  private final InstantSource clock;
  private final List<Part> parts = new CopyOnWriteArrayList<>();

  Conditions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One part as it stands.
   *
   * @param needed without it the node cannot do its work, and is not ready
   * @param problem what is wrong, for the operator of the server; empty when it works
   * @param since when it last broke or came back; the start of the node before that
   */
  record State(String part, boolean needed, Optional<String> problem, Instant since) {
    boolean forbidsWork() {
      return needed && problem.isPresent();
    }
  }

  private static final class Part {
    private final String name;
    private final boolean needed;
    private final Supplier<Optional<String>> problem;
    private boolean broken;
    private Instant since;

    Part(String name, boolean needed, Supplier<Optional<String>> problem, Instant since) {
      this.name = name;
      this.needed = needed;
      this.problem = problem;
      this.since = since;
    }

    synchronized State look(InstantSource clock) {
      Optional<String> now = problem.get();
      if (now.isPresent() != broken) {
        broken = now.isPresent();
        since = clock.instant();
        if (broken) {
          LOG.warn("degraded: {}: {}", name, now.get());
        } else {
          LOG.info("works again: {}", name);
        }
      }
      return new State(name, needed, now, since);
    }
  }

  /**
   * @param part short name, as the console and the metrics show it
   * @param needed without it the node is not ready
   * @param problem what is wrong now, empty when nothing is; asked often, must not block or throw
   */
  void add(String part, boolean needed, Supplier<Optional<String>> problem) {
    parts.add(new Part(part, needed, problem, clock.instant()));
  }

  List<State> states() {
    List<State> states = new ArrayList<>();
    parts.forEach(p -> states.add(p.look(clock)));
    return states;
  }

  /** Names of what does not work, in the order in which the parts were added. */
  List<String> degraded() {
    return states().stream().filter(s -> s.problem().isPresent()).map(State::part).toList();
  }
}
