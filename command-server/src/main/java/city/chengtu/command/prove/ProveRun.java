package city.chengtu.command.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One store's run: set the city up, break it again and again, check it after each time. */
final class ProveRun {
  private static final Logger LOG = LoggerFactory.getLogger(ProveRun.class);
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  private final Path folder;
  private final long seed;
  private final List<String> nodeFlags;
  private final Consumer<String> say;

  ProveRun(Path folder, long seed, List<String> nodeFlags, Consumer<String> say) {
    this.folder = folder;
    this.seed = seed;
    this.nodeFlags = nodeFlags;
    this.say = say;
  }

  List<Trial> run(Store store, List<Fault> faults) throws IOException, InterruptedException {
    List<Trial> trials = new ArrayList<>();
    try (Ending ending = new Ending()) {
      long began = System.nanoTime();
      Scene scene = new Stage(folder, seed, nodeFlags, say, ending).set(store);
      say.accept("%s: city set up in %.1f s".formatted(store.text(), seconds(began)));
      Checker checker = new Checker(scene, folder);
      Waiting.pause(WARM_UP);
      for (Fault fault : faults) {
        trials.add(told(one(scene, fault, checker)));
      }
      trials.add(told(end(scene, checker)));
    }
    return trials;
  }

  private Trial told(Trial trial) {
    say.accept("  %s %s (%.1f s)".formatted(trial.fault(), trial.verdict(), trial.seconds()));
    trial.findings().forEach(f -> say.accept("    " + f));
    return trial;
  }

  private Trial one(Scene scene, Fault fault, Checker checker) {
    String obstacle = fault.obstacle(scene);
    if (obstacle != null) {
      return Trial.skipped(scene.store(), fault, obstacle);
    }
    say.accept("%s %s %s".formatted(fault.name(), fault.zh(), fault.en()));
    long began = System.nanoTime();
    List<String> findings = new ArrayList<>();
    try {
      fault.strike(scene);
      fault.heal(scene);
      scene.allUp();
      findings.addAll(goesOn(scene));
    } catch (RuntimeException e) {
      LOG.error("{} went wrong", fault.name(), e);
      findings.add("does not recover: " + e.getMessage());
    }
    Map<String, Object> counts = new LinkedHashMap<>();
    findings.addAll(checker.check(counts));
    counts.putAll(fault.measured());
    return new Trial(
        scene.store(),
        fault.name(),
        fault.zh(),
        fault.en(),
        null,
        seconds(began),
        counts,
        findings);
  }

  /** The writers get answers again, the clients have caught up and show what is. */
  private static List<String> goesOn(Scene scene) {
    if (!scene.crew().goOn()) {
      return List.of("does not recover: the writers get no answers for a minute after healing");
    }
    long position = scene.crew().watchers().path("ahead").asLong();
    if (!scene.crew().caughtUp(position)) {
      return List.of(
          "does not recover: not all clients are live again: " + scene.crew().watchers());
    }
    return List.of();
  }

  private static Trial end(Scene scene, Checker checker) {
    long began = System.nanoTime();
    Map<String, Object> counts = new LinkedHashMap<>();
    List<String> findings = new ArrayList<>();
    try {
      scene.tell("the writers end: %s".formatted(scene.crew().stopWriters()));
      scene.tell(
          "the screens against fresh snapshots: %s".formatted(scene.crew().watch("compare")));
      findings.addAll(checker.check(counts));
      findings.addAll(checker.atRest(new LinkedHashMap<>()));
    } catch (RuntimeException e) {
      LOG.error("the end went wrong", e);
      findings.add("the run does not come to rest: " + e.getMessage());
    }
    return new Trial(
        scene.store(),
        "rest",
        "停止后全部校验",
        "writers ended, nodes stopped, everything checked once more",
        null,
        seconds(began),
        counts,
        findings);
  }

  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
