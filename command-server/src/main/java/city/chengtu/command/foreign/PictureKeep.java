package city.chengtu.command.foreign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Pictures in memory, bounded in bytes. A fresh one is given without asking; when the server does
 * not answer, an old one is given with its age rather than none. Who asks for the same at the same
 * time shares one question.
 */
final class PictureKeep {
  /** What an entry costs beside its bytes. */
  private static final int OVERHEAD = 400;

  private record Kept(PictureType type, Buffer bytes, long nanos) {}

  private final Cache<String, Kept> kept;
  private final ConcurrentMap<String, Future<Picture>> underWay = new ConcurrentHashMap<>();
  private final long freshNanos;
  private final LongSupplier nanos;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong stale = new AtomicLong();

  /**
   * @param nanos a clock that cannot jump
   */
  PictureKeep(long bytes, Duration fresh, Duration keep, LongSupplier nanos) {
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((String key, Kept k) -> k.bytes().length() + key.length() + OVERHEAD)
            .expireAfterWrite(keep)
            .ticker(nanos::getAsLong)
            .build();
    this.freshNanos = fresh.toNanos();
    this.nanos = nanos;
  }

  /**
   * @param asked gets it from the server
   */
  Future<Picture> get(String key, Supplier<Future<Picture>> asked) {
    Kept known = kept.getIfPresent(key);
    if (known != null && nanos.getAsLong() - known.nanos() < freshNanos) {
      hits.incrementAndGet();
      return Future.succeededFuture(shown(known, false));
    }
    return shared(key, asked).recover(failure -> old(known, failure));
  }

  private Future<Picture> shared(String key, Supplier<Future<Picture>> asked) {
    Future<Picture> running = underWay.get(key);
    if (running != null) {
      return running;
    }
    Future<Picture> mine =
        asked.get().onSuccess(p -> kept.put(key, new Kept(p.type(), p.bytes(), nanos.getAsLong())));
    if (!mine.isComplete() && underWay.putIfAbsent(key, mine) == null) {
      mine.onComplete(done -> underWay.remove(key, mine));
    }
    return mine;
  }

  private Future<Picture> old(Kept known, Throwable failure) {
    boolean its = failure instanceof ForeignFailure f && f.why() != ForeignFailure.Why.NOT_OFFERED;
    if (known == null || !its) {
      return Future.failedFuture(failure);
    }
    stale.incrementAndGet();
    return Future.succeededFuture(shown(known, true));
  }

  private Picture shown(Kept k, boolean old) {
    return new Picture(
        k.type(), k.bytes(), TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - k.nanos()), old);
  }

  long hits() {
    return hits.get();
  }

  long stale() {
    return stale.get();
  }

  long bytes() {
    return kept.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L);
  }
}
