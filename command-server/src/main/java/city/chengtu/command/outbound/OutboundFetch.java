package city.chengtu.command.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Fetches documents and pictures from other servers without holding a thread while they think, by
 * the rules of {@link OutboundGuard}: what was checked is what is asked, redirects are not
 * followed, size and time are the asker's bounds. How many may be under way is the asker's affair.
 *
 * <p>A name is looked up by two threads of their own and known for {@value #KNOWN_SECONDS} s.
 */
public final class OutboundFetch implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int CONNECTIONS = 32;
  private static final int WAITING = 256;
  private static final int NAME_THREADS = 2;
  private static final int KNOWN_SECONDS = 60;
  private static final int NAMES_KNOWN = 1_000;

  /**
   * One question.
   *
   * @param largest bytes of the answer's body
   * @param time from asking to the last byte
   */
  public record Ask(
      HttpMethod method,
      URI uri,
      Map<String, String> headers,
      Buffer body,
      int largest,
      Duration time) {
    public Ask {
      headers = Map.copyOf(headers);
    }

    public static Ask get(URI uri, Map<String, String> headers, int largest, Duration time) {
      return new Ask(HttpMethod.GET, uri, headers, Buffer.buffer(), largest, time);
    }
  }

  /**
   * What came back, whatever its status below 300 or from 400 on.
   *
   * @param contentType as sent; empty when there was none
   */
  public record Reply(int status, String contentType, Buffer body) {}

  private final Vertx vertx;
  private final OutboundGuard guard;
  private final HttpClient client;
  private final WorkerExecutor names;
  private final Cache<String, OutboundGuard.Target> known =
      Caffeine.newBuilder()
          .maximumSize(NAMES_KNOWN)
          .expireAfterWrite(Duration.ofSeconds(KNOWN_SECONDS))
          .build();

  public OutboundFetch(Vertx vertx, OutboundSettings settings) {
    this.vertx = vertx;
    this.guard = new OutboundGuard(settings);
    this.names = vertx.createSharedWorkerExecutor("outbound-names", NAME_THREADS);
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setKeepAliveTimeout(10)
            .setMaxRedirects(0)
            .setVerifyHost(true);
    if (!settings.trustedCertificates().isEmpty()) {
      options.setTrustOptions(OutboundClient.trust(Path.of(settings.trustedCertificates())));
    }
    this.client =
        vertx.createHttpClient(
            options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /**
   * Whether a URL may be asked at all. Blocking.
   *
   * @throws OutboundRefused naming the rule that forbids it
   * @throws IOException when its host has no address
   */
  public void check(URI uri) throws IOException {
    guard.check(uri);
  }

  /** Fails with an {@link IOException}: {@link OutboundRefused} when the rules forbid it. */
  public Future<Reply> fetch(Ask ask) {
    Promise<Reply> answer = Promise.promise();
    Exchange exchange = new Exchange(ask, answer);
    long timer = vertx.setTimer(ask.time().toMillis(), late -> exchange.late());
    answer.future().onComplete(done -> vertx.cancelTimer(timer));
    // All of an exchange on one event loop: what arrives finds its handlers there.
    target(ask.uri())
        .onSuccess(found -> vertx.runOnContext(go -> exchange.send(found)))
        .onFailure(answer::tryFail);
    return answer.future();
  }

  private Future<OutboundGuard.Target> target(URI uri) {
    String key = uri.getScheme() + "://" + uri.getRawAuthority();
    OutboundGuard.Target recent = known.getIfPresent(key);
    if (recent != null) {
      return Future.succeededFuture(new OutboundGuard.Target(uri, recent.address()));
    }
    return names
        .executeBlocking(() -> guard.check(uri), false)
        .onSuccess(found -> known.put(key, found));
  }

  /** One question and its answer. */
  private final class Exchange {
    private final Ask ask;
    private final Promise<Reply> answer;
    private volatile HttpClientRequest request;

    Exchange(Ask ask, Promise<Reply> answer) {
      this.ask = ask;
      this.answer = answer;
    }

    void send(OutboundGuard.Target target) {
      if (answer.future().isComplete()) {
        return; // the name came too late
      }
      client
          .request(
              OutboundClient.options(ask.method(), target, ask.headers())
                  .setIdleTimeout(ask.time().toMillis()))
          .compose(
              opened -> {
                request = opened;
                if (answer.future().isComplete()) {
                  opened.reset();
                }
                return opened.send(ask.body());
              })
          .onSuccess(this::read)
          .onFailure(failure -> fail(failure));
    }

    private void read(HttpClientResponse response) {
      response.exceptionHandler(this::fail);
      if (response.statusCode() >= 300 && response.statusCode() < 400) {
        stop(new OutboundRefused("redirects are not followed: " + ask.uri().getHost()));
        return;
      }
      Buffer body = Buffer.buffer();
      response.handler(
          part -> {
            if (body.length() + part.length() > ask.largest()) {
              stop(new OutboundRefused("the answer is larger than " + ask.largest() + " bytes"));
            } else {
              body.appendBuffer(part);
            }
          });
      String type = response.getHeader("Content-Type");
      response.endHandler(
          end ->
              answer.tryComplete(
                  new Reply(response.statusCode(), type == null ? "" : type.strip(), body)));
    }

    void late() {
      stop(new IOException("no whole answer within " + ask.time().toMillis() + " ms"));
    }

    private void stop(IOException why) {
      answer.tryFail(why);
      HttpClientRequest running = request;
      if (running != null) {
        running.reset();
      }
    }

    private void fail(Throwable failure) {
      answer.tryFail(
          failure instanceof IOException io
              ? io
              : new IOException("no answer: " + failure.getMessage(), failure));
    }
  }

  @Override
  public void close() {
    client.close();
    names.close();
  }
}
