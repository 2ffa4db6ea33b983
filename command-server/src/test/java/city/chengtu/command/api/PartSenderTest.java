package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long answers over real sockets. */
class PartSenderTest {
  private static final int PART = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(vertx, "test", 2, 10);
  private final AtomicInteger made = new AtomicInteger();
  private PartSender sender;
  private HttpServer server;

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    workers.close();
  }

  /** A server whose every answer has so many parts of a megabyte. */
  private void serve(StreamLimits limits, int parts, boolean broken) {
    sender = new PartSender(workers, limits);
    Router router = Router.router(vertx);
    router.route().failureHandler(new ProblemHandler());
    router
        .get("/")
        .handler(
            context ->
                sender.send(
                    context,
                    new Streamed("text/plain", Map.of(), part(), () -> next(parts, broken))));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private static Buffer part() {
    return Buffer.buffer(new byte[PART]);
  }

  private Buffer next(int parts, boolean broken) throws IOException {
    int number = made.incrementAndGet();
    if (broken && number == 2) {
      throw new IOException("the disk is gone");
    }
    return number < parts ? part() : null;
  }

  private HttpResponse<byte[]> get() throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private Socket ask() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void await(String what, BooleanSupplier wanted) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      if (wanted.getAsBoolean()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not in 10 s: " + what);
  }

  @Test
  void allPartsArriveInOneAnswer() throws Exception {
    serve(StreamLimits.STANDARD, 8, false);
    assertThat(get().body()).hasSize(8 * PART);
    await("the answer is over", () -> sender.running() == 0);
  }

  /** Nothing is made ahead for who does not read, and no worker waits for him. */
  @Test
  void partsAreMadeAsTheyAreTaken() throws Exception {
    serve(StreamLimits.STANDARD, 1_000, false);
    try (Socket socket = ask()) {
      await("the first part is on its way", () -> sender.running() == 1);
      int before = -1;
      while (before != made.get()) { // until the network holds no more
        before = made.get();
        Thread.sleep(200);
      }
      assertThat(made.get()).isLessThan(50);
      assertThat(workers.active()).isZero();
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(60 * PART)).hasSize(60 * PART);
      assertThat(made.get()).isGreaterThan(55);
    }
    await("who went away is forgotten", () -> sender.running() == 0);
  }

  @Test
  void whoReadsTooSlowlyIsCutOff() throws Exception {
    serve(new StreamLimits(5, Duration.ofMillis(300), Duration.ofMinutes(1)), 1_000, false);
    try (Socket socket = ask()) {
      await("begun", () -> sender.running() == 1);
      await("cut off", () -> sender.running() == 0);
      assertBrokenOff(socket);
    }
  }

  @Test
  void anAnswerThatTakesTooLongIsCutOff() throws Exception {
    serve(
        new StreamLimits(5, Duration.ofMinutes(1), Duration.ofMillis(300)),
        Integer.MAX_VALUE,
        false);
    try (Socket socket = ask()) {
      assertBrokenOff(socket);
    }
    await("cut off", () -> sender.running() == 0);
  }

  /** It must not look complete: the last chunk is missing. */
  private static void assertBrokenOff(Socket socket) throws IOException {
    byte[] end = new byte[5];
    try (InputStream in = socket.getInputStream()) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        for (int i = Math.max(0, n - 5); i < n; i++) {
          System.arraycopy(end, 1, end, 0, 4);
          end[4] = buffer[i];
        }
      }
    } catch (java.net.SocketException reset) {
      return;
    }
    assertThat(new String(end, StandardCharsets.US_ASCII)).isNotEqualTo("0\r\n\r\n");
  }

  @Test
  void aPartThatCannotBeMadeBreaksTheAnswerOff() throws Exception {
    serve(StreamLimits.STANDARD, 8, true);
    try (Socket socket = ask()) {
      assertBrokenOff(socket);
    }
    await("over", () -> sender.running() == 0);
  }

  @Test
  void tooManyAtOnceAreToldToTryAgain() throws Exception {
    serve(new StreamLimits(1, Duration.ofMinutes(1), Duration.ofMinutes(1)), 1_000, false);
    try (Socket first = ask()) {
      await("begun", () -> sender.running() == 1);
      HttpResponse<byte[]> second = get();
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).isPresent();
      assertThat(first.isConnected()).isTrue();
    }
    await("over", () -> sender.running() == 0);
  }
}
