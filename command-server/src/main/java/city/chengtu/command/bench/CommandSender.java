package city.chengtu.command.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.UUID;

/** Sends commands over connections that stay open, one for each caller. */
final class CommandSender implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http;
  private final String token;

  CommandSender(URI server, String token, int connections) {
    this.token = token;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(server.getHost())
                .setDefaultPort(server.getPort())
                .setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(connections));
  }

  /**
   * A command with an id of its own; fails when the answer is not 200.
   *
   * @return the journal position in the answer, 0 when it has none
   */
  Future<Long> command(String path, Buffer body) {
    return send(path, body).compose(answer -> answer.body().map(read -> position(answer)));
  }

  /** As {@link #command}, when the answer itself counts. */
  Future<Buffer> answer(String path, Buffer body) {
    return send(path, body).compose(HttpClientResponse::body);
  }

  private Future<HttpClientResponse> send(String path, Buffer body) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setURI("/api/v1/" + path)
            .setTimeout(30_000)
            .putHeader("Authorization", "Bearer " + token)
            .putHeader("Content-Type", "application/json")
            .putHeader("Idempotency-Key", UUID.randomUUID().toString());
    return http.request(request)
        .compose(r -> r.send(body))
        .compose(answer -> answer.statusCode() == 200 ? succeed(answer) : fail(path, answer));
  }

  private static Future<HttpClientResponse> succeed(HttpClientResponse answer) {
    return Future.succeededFuture(answer);
  }

  private static Future<HttpClientResponse> fail(String path, HttpClientResponse answer) {
    return answer
        .body()
        .compose(text -> Future.failedFuture(path + ": " + answer.statusCode() + " " + text));
  }

  private static long position(HttpClientResponse answer) {
    String position = answer.getHeader("Journal-Position");
    return position == null ? 0 : Long.parseLong(position);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
