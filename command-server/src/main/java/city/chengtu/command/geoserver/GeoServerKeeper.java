package city.chengtu.command.geoserver;

import city.chengtu.command.api.Workers;
import city.chengtu.command.geoserver.PublishedLayers.Outgoing;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.gis.mapserver.Difference;
import city.chengtu.gis.mapserver.PublishedLayer;
import city.chengtu.gis.mapserver.Publisher;
import city.chengtu.gis.store.PublishedViews;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the GeoServer in step: soon after a layer, the rules or the choice have changed, and every
 * now and then. Data needs no step: GeoServer reads views of the current rows. A failed run is
 * repeated after a pause that doubles up to {@link #LONGEST}. One thread; nobody waits for it.
 */
public final class GeoServerKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(GeoServerKeeper.class);
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Set<String> CONCERNS =
      Set.of("layer", "catalogue", "rules", GeoServerDesk.KIND);

  private final Jdbi jdbi;
  private final PublishedLayers layers;
  private final PublishedViews views;
  private final Publisher publisher;
  private final Duration every;
  private final InstantSource clock;
  private final Workers work;
  private final ChosenTable table = new ChosenTable();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean changed = true;
  private volatile Instant next = Instant.MIN;
  private volatile Duration pause = FIRST;
  private volatile State state = new State(null, null, List.of(), List.of());

  /**
   * How it stands.
   *
   * @param doneAt when all was last as it should be; null for never
   * @param problem why the last run failed; null when it did not
   * @param mended what the last run mended
   * @param kept chosen layers that may not go out, with the reason
   */
  record State(Instant doneAt, String problem, List<Difference> mended, List<String> kept) {}

  GeoServerKeeper(
      Jdbi jdbi,
      PublishedLayers layers,
      PublishedViews views,
      Publisher publisher,
      Duration every,
      InstantSource clock,
      Workers work) {
    this.jdbi = jdbi;
    this.layers = layers;
    this.views = views;
    this.publisher = publisher;
    this.every = every;
    this.clock = clock;
    this.work = work;
  }

  State state() {
    return state;
  }

  /** What is wrong, for the operator of the server. */
  public Optional<String> problem() {
    return Optional.ofNullable(state.problem());
  }

  /** New journal entries, from any node: never blocks. */
  public void onEntries(List<JournalEntry> entries) {
    if (entries.stream().anyMatch(e -> CONCERNS.contains(e.subject().kind()))) {
      changed = true;
      beat();
    }
  }

  /** Starts a run when one is due; never blocks. */
  public void beat() {
    boolean due = changed || !clock.instant().isBefore(next);
    if (due && running.compareAndSet(false, true)) {
      work.run(this::run)
          .onFailure(e -> LOG.error("keeping the GeoServer in step", e))
          .onComplete(done -> running.set(false));
    }
  }

  /**
   * What must not be read any more goes from our database first: that waits for nobody, and holds
   * whatever the GeoServer still lists.
   */
  private Void run() {
    boolean rests = state.problem() != null && clock.instant().isBefore(next);
    changed = false;
    try {
      List<String> kept = new ArrayList<>();
      List<Outgoing> outgoing = outgoing(kept);
      clear(outgoing);
      prepare(outgoing);
      if (rests) {
        return null;
      }
      List<Difference> mended =
          publisher.publish(outgoing.stream().map(Outgoing::published).toList());
      state = new State(clock.instant(), null, mended, kept);
      pause = FIRST;
      next = clock.instant().plus(every);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the GeoServer is not in step; next try in {}: {}", pause, e.getMessage());
      state = new State(state.doneAt(), e.getMessage(), state.mended(), state.kept());
      next = clock.instant().plus(pause);
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
    return null;
  }

  private List<Outgoing> outgoing(List<String> kept) {
    List<Outgoing> outgoing = new ArrayList<>();
    for (ChosenTable.Chosen chosen : jdbi.withHandle(table::list)) {
      layers
          .find(chosen.layer())
          .ifPresentOrElse(
              outgoing::add, () -> kept.add(layers.obstacle(chosen.layer()).orElse("gone")));
    }
    return outgoing;
  }

  private void prepare(List<Outgoing> outgoing) {
    outgoing.forEach(o -> views.put(o.layer()));
  }

  private void clear(List<Outgoing> outgoing) {
    Set<String> surplus = new HashSet<>(views.list());
    outgoing.forEach(o -> surplus.remove(o.layer().id()));
    surplus.forEach(views::drop);
  }

  /** What differs now, asked of the GeoServer. */
  Future<List<Difference>> diff() {
    return work.run(
        () -> {
          List<PublishedLayer> wanted =
              outgoing(new ArrayList<>()).stream().map(Outgoing::published).toList();
          return publisher.diff(wanted);
        });
  }
}
