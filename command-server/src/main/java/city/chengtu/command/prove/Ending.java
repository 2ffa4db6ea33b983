package city.chengtu.command.prove;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be stopped or taken down at the end, the last one first; also when the kit itself is
 * told to stop (Ctrl-C). Nothing of a run may outlive it.
 */
final class Ending implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final Thread hook = new Thread(this::run, "prove-ending");

  Ending() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized void add(Runnable step) {
    steps.push(step);
  }

  private synchronized void run() {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException e) {
        LOG.error("something of the run may be left over", e);
      }
    }
  }

  @Override
  public void close() {
    run();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
