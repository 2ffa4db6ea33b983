package city.chengtu.command.server;

import city.chengtu.command.server.RightsCity.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens each door as everybody, compares what is read with what may be, keeps what is wrong. */
final class RightsMatrix implements AutoCloseable {
  private static final int AT_ONCE = 3;
  private static final List<String> NOW = List.of("now");

  final RightsCity city;
  final Map<Person, RightsAsker> askers = new LinkedHashMap<>();
  final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);

  RightsMatrix(RightsCity city) {
    this.city = city;
  }

  /** What a door says to somebody, in texts that hold every word it gives. */
  @FunctionalInterface
  interface Door {
    List<String> open(RightsAsker asker, String layer) throws Exception;
  }

  /** Which words. */
  @FunctionalInterface
  interface Words {
    Set<String> of(Person person, String layer);
  }

  /** Something done as one of the people. */
  @FunctionalInterface
  interface Work {
    void as(Person person, RightsAsker asker) throws Exception;
  }

  /** Everybody, some at the same time. */
  void everybody(Work work) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    askers.forEach(
        (person, asker) ->
            all.add(
                people.submit(
                    () -> {
                      work.as(person, asker);
                      return null;
                    })));
    for (Future<?> each : all) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception known ? known : e;
      }
    }
  }

  /**
   * A door that gives rows as they are now.
   *
   * @param complete the fields of which it gives every word that may be read
   */
  void check(String name, List<String> layers, List<String> complete, Door door) throws Exception {
    check(name, layers, complete, NOW, door);
  }

  /**
   * @param whens the times whose words it may give
   */
  void check(String name, List<String> layers, List<String> complete, List<String> whens, Door door)
      throws Exception {
    check(name, layers, rows(RightsCity.ALL_FIELDS, whens), rows(complete, whens), door);
  }

  /** The words of rows in these fields; layers' and fields' titles are told with them. */
  Words rows(List<String> fields, List<String> whens) {
    return (person, layer) -> city.allowed(person, layer, fields, whens);
  }

  /**
   * @param may all it may say, beside titles
   * @param must what it must say
   */
  void check(String name, List<String> layers, Words may, Words must, Door door) throws Exception {
    Set<String> given = ConcurrentHashMap.newKeySet();
    everybody(
        (person, asker) -> {
          for (String layer : layers) {
            Set<String> read = new TreeSet<>();
            for (String text : door.open(asker, layer)) {
              read.addAll(RightsCity.words(text));
            }
            Set<String> own = new TreeSet<>(read);
            own.retainAll(city.wordsOf(layer));
            given.addAll(own);
            Set<String> missing = new TreeSet<>(must.of(person, layer));
            missing.removeAll(read);
            read.removeAll(may.of(person, layer));
            read.removeAll(city.elsewhere(person, layer));
            if (!read.isEmpty()) {
              found.add(name + ": " + person + " " + layer + " reads " + read);
            }
            if (!missing.isEmpty()) {
              found.add(name + ": " + person + " " + layer + " misses " + missing);
            }
          }
        });
    if (given.isEmpty()) {
      found.add(name + ": says nothing to anybody");
    }
  }

  /** None. */
  static Set<String> nothing(Person person, String layer) {
    return new LinkedHashSet<>();
  }

  @Override
  public void close() {
    people.shutdownNow();
  }
}
