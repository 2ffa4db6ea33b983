package city.chengtu.command.foreign;

import city.chengtu.command.foreign.ForeignFailure.Why;
import city.chengtu.command.outbound.OutboundFetch;
import city.chengtu.command.outbound.OutboundFetch.Ask;
import city.chengtu.command.outbound.OutboundFetch.Reply;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One registered server at work: it is asked here and nowhere else, within the bulkhead and the
 * circuit breaker. Safe for many threads; asking never blocks.
 */
final class ForeignServer {
  private static final int LONGEST_REASON = 300;

  private final ForeignSource source;
  private final ForeignAccess access;
  private final OutboundFetch fetch;
  private final GatewaySettings settings;
  private final InstantSource clock;
  private final ForeignAddress address;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile Offer offer;
  private volatile String problem;
  private volatile Instant problemAt;
  private volatile Instant workedAt;

  ForeignServer(
      ForeignSource source,
      ForeignAccess access,
      OutboundFetch fetch,
      GatewaySettings settings,
      InstantSource clock) {
    this.source = source;
    this.access = access;
    this.fetch = fetch;
    this.settings = settings;
    this.clock = clock;
    this.address = new ForeignAddress(source.spec().url());
    this.breaker = new CircuitBreaker(settings.failures(), settings.pause(), System::nanoTime);
    this.bulkhead = new Bulkhead(settings.concurrent());
  }

  /**
   * How it does, for its administrators.
   *
   * @param works false while it is left alone or what it offers could not be read
   * @param problem what went wrong last; null when nothing did
   * @param readAt when what it offers was read; null when it was not yet
   */
  record Health(
      boolean works,
      CircuitBreaker.State breaker,
      int underWay,
      long answers,
      long failures,
      long refused,
      String problem,
      Instant problemAt,
      Instant workedAt,
      Instant readAt) {}

  ForeignSource source() {
    return source;
  }

  ForeignAddress address() {
    return address;
  }

  Optional<Offer> offer() {
    return Optional.ofNullable(offer);
  }

  void offers(Offer read) {
    offer = read;
  }

  /** What it says of this layer. */
  Offer.Offered offered(ForeignLayer layer) throws ForeignFailure {
    Offer known = offer;
    if (known == null) {
      throw new ForeignFailure(Why.UNREAD, "what " + source.id() + " offers is not known yet");
    }
    return known
        .layer(layer.name())
        .orElseThrow(
            () ->
                new ForeignFailure(
                    Why.NOT_OFFERED, source.id() + " has no layer '" + layer.name() + "'"));
  }

  boolean works() {
    return breaker.state() == CircuitBreaker.State.CLOSED
        && (offer != null || source.spec().kind() == ForeignKind.TILES || problem == null);
  }

  Health health() {
    Offer known = offer;
    return new Health(
        works(),
        breaker.state(),
        bulkhead.taken(),
        answers.get(),
        failures.get(),
        refused.get(),
        problem,
        problemAt,
        workedAt,
        known == null ? null : known.readAt());
  }

  /**
   * Asks; fails with a {@link ForeignFailure}. A status from 500 on is a failure of the server, one
   * from 400 on is its answer.
   */
  Future<Reply> ask(URI uri, int largest) {
    if (!bulkhead.enter()) {
      refused.incrementAndGet();
      return Future.failedFuture(
          new ForeignFailure(Why.BUSY, source.id() + " has as many questions as it may have"));
    }
    if (!breaker.mayAsk()) {
      bulkhead.leave();
      refused.incrementAndGet();
      return Future.failedFuture(
          new ForeignFailure(Why.DOWN, source.id() + " does not answer and is left alone"));
    }
    return fetch
        .fetch(Ask.get(secret(uri), headers(), largest, settings.time()))
        .onComplete(done -> bulkhead.leave())
        .compose(this::judged, failure -> Future.failedFuture(failed(failure.getMessage())));
  }

  private Future<Reply> judged(Reply reply) {
    if (reply.status() >= 500) {
      return Future.failedFuture(failed("it answered with status " + reply.status()));
    }
    breaker.worked();
    answers.incrementAndGet();
    workedAt = clock.instant();
    if (reply.status() >= 400) {
      return Future.failedFuture(
          new ForeignFailure(
              Why.EXCEPTION, source.id() + " answered with status " + reply.status()));
    }
    return Future.succeededFuture(reply);
  }

  /** An answer that came but is none; counts like no answer. */
  ForeignFailure failed(String reason) {
    breaker.failed();
    failures.incrementAndGet();
    note(reason);
    return new ForeignFailure(Why.FAILED, source.id() + ": " + open(reason));
  }

  /** Something is wrong that does not count against the server's answering. */
  void note(String reason) {
    problem = open(reason);
    problemAt = clock.instant();
  }

  void noteWell() {
    problem = null;
    problemAt = null;
  }

  /** Words that may be shown: short, one line, without the secret. */
  String open(String reason) {
    String text = reason == null ? "" : reason.replaceAll("\\p{Cntrl}+", " ").strip();
    if (!access.secret().isEmpty()) {
      text =
          text.replace(access.secret(), "***")
              .replace(ForeignAddress.encoded(access.secret()), "***");
    }
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
  }

  private URI secret(URI uri) {
    return access.way() == ForeignAccess.Way.PARAMETER
        ? ForeignAddress.and(uri, access.name(), access.secret())
        : uri;
  }

  private Map<String, String> headers() {
    return switch (access.way()) {
      case BASIC ->
          Map.of(
              "Authorization",
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString(
                          (access.name() + ":" + access.secret())
                              .getBytes(StandardCharsets.UTF_8)));
      case HEADER -> Map.of(access.name(), access.secret());
      case NONE, PARAMETER -> Map.of();
    };
  }
}
