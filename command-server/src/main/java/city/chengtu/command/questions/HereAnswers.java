package city.chengtu.command.questions;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.Nearby;
import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is here: every layer that shows, asked side by side within a time budget. A layer that fails
 * or takes too long is named; the others answer.
 */
final class HereAnswers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HereAnswers.class);
  private static final Duration BUDGET = Duration.ofSeconds(2);
  private static final int THREADS = 4;
  private static final int WAITING = 2_000;
  private static final int LOOKED_AT = 2_000;

  private final Sights sights;
  private final ThreadPoolExecutor lookups;

  HereAnswers(Sights sights) {
    this.sights = sights;
    this.lookups =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "questions");
              thread.setDaemon(true);
              return thread;
            });
    lookups.allowCoreThreadTimeOut(true);
  }

  /**
   * @param more true when there are more than were given
   */
  record LayerHere(String layer, Text title, List<FeatureView> features, boolean more) {}

  /**
   * @param code {@code time} when it took too long, {@code too-many} when it is too dense there,
   *     {@code failed} otherwise
   */
  record NotAnswered(String layer, Text title, String code) {}

  /**
   * @param asked layers that were asked
   * @param notAnswered those of which nothing is known
   */
  record Here(int asked, List<LayerHere> layers, List<NotAnswered> notAnswered) {}

  /** Nearest first in each layer; layers in which nothing lies are left out. */
  Here here(Actor actor, double lon, double lat, double metres, int limit) {
    List<Opened> opened = sights.all(actor);
    Deadline deadline = Deadline.in(BUDGET);
    Nearby nearby = new Nearby(lon, lat);
    Map<Opened, Future<LayerHere>> running = new LinkedHashMap<>();
    List<NotAnswered> missing = new ArrayList<>();
    for (Opened layer : opened) {
      try {
        running.put(layer, lookups.submit(() -> look(layer, nearby, metres, limit, deadline)));
      } catch (RejectedExecutionException busy) {
        missing.add(missing(layer, "time"));
      }
    }
    List<LayerHere> found = new ArrayList<>();
    running.forEach((layer, future) -> take(layer, future, deadline, found, missing));
    return new Here(opened.size(), found, missing);
  }

  private static void take(
      Opened layer,
      Future<LayerHere> future,
      Deadline deadline,
      List<LayerHere> found,
      List<NotAnswered> missing) {
    try {
      LayerHere here = future.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      if (!here.features().isEmpty()) {
        found.add(here);
      }
    } catch (TimeoutException late) {
      future.cancel(true);
      missing.add(missing(layer, "time"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        missing.add(missing(layer, refusal.reason().code()));
      } else {
        LOG.error("layer {} could not say what is here", layer.id(), e.getCause());
        missing.add(missing(layer, "failed"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      missing.add(missing(layer, "time"));
    }
  }

  private static NotAnswered missing(Opened layer, String code) {
    return new NotAnswered(layer.id(), layer.layer().title(), code);
  }

  private record Near(Feature feature, double metres) {}

  private static LayerHere look(
      Opened layer, Nearby nearby, double metres, int limit, Deadline deadline) {
    if (deadline.isOver()) {
      throw Refusal.of(503, "time", "it came too late to this layer");
    }
    List<Feature> rows =
        layer
            .source()
            .read(FeatureQuery.of(layer.id()).within(nearby.box(metres)).withLimit(LOOKED_AT + 1));
    if (rows.size() > LOOKED_AT) {
      throw Refusal.of(422, "too-many", "too many features there");
    }
    List<Near> near = new ArrayList<>();
    for (Feature feature : rows) {
      double far = nearby.metres(feature.geometry());
      if (far <= metres && layer.sight().shows(feature)) {
        near.add(new Near(feature, far));
      }
    }
    near.sort(Comparator.comparingDouble(Near::metres).thenComparing(n -> n.feature().id()));
    return new LayerHere(
        layer.id(),
        layer.layer().title(),
        near.stream()
            .limit(limit)
            .map(n -> FeatureView.of(layer, n.feature(), n.metres(), null))
            .toList(),
        near.size() > limit);
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
