package city.chengtu.command.server;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** Somebody with a token who reads whatever a door gives. */
final class RightsAsker {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final String token;
  private final Set<String> answered;

  /**
   * @param answered takes the paths of questions that were answered with success
   */
  RightsAsker(URI server, String token, Set<String> answered) {
    this.server = server;
    this.token = token;
    this.answered = answered;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * The answer, whatever its status, with a character for each byte that is no text.
   *
   * @param address absolute, or from the server's root
   */
  String text(String address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        CLIENT.send(request(address), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 500) {
      throw new AssertionError(address + " answers " + answer.statusCode());
    }
    if (answer.statusCode() == 200) {
      answered.add(server.resolve(address).getPath());
    }
    return readable(answer.body());
  }

  /** The status of the answer alone. */
  int status(String address) throws IOException, InterruptedException {
    return CLIENT.send(request(address), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** The bytes of an answer; none when it is refused. */
  byte[] bytes(String address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        CLIENT.send(request(address), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() == 200) {
      answered.add(server.resolve(address).getPath());
    }
    return answer.statusCode() == 200 ? answer.body() : new byte[0];
  }

  /**
   * Changes something.
   *
   * @param seen the version seen; null when that is not asked
   * @return the answer, whatever its status
   */
  HttpResponse<String> command(String method, String address, Object body, Long seen)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(request(address), (name, value) -> true)
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (seen != null) {
      request.header("If-Match", "\"" + seen + "\"");
    }
    if (body instanceof byte[] file) {
      request.header("Content-Type", "application/octet-stream");
      request.method(method, HttpRequest.BodyPublishers.ofByteArray(file));
    } else if (body != null) {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
    } else {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** As {@link #command}, of what must be done. */
  JsonObject done(String method, String address, Object body, Long seen)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = command(method, address, body, seen);
    if (answer.statusCode() != 200) {
      throw new AssertionError(method + " " + address + ": " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  /** What is packed is unpacked. */
  private static String readable(byte[] body) throws IOException {
    if (body.length < 4 || body[0] != 'P' || body[1] != 'K') {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
    StringBuilder all = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
      while (zip.getNextEntry() != null) {
        all.append(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return all.toString();
  }

  JsonObject json(String address) throws IOException, InterruptedException {
    return new JsonObject(text(address));
  }

  /** As {@link #text}, of a question with a body. */
  String answer(String address, String accept, JsonObject question)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(request(address), (name, value) -> true)
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofString(question.encode()))
            .build();
    HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 500) {
      throw new AssertionError(address + " answers " + answer.statusCode());
    }
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  /** The words on a printed map; the refusal, when there is none. */
  String print(JsonObject order) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(request("/api/v1/prints"), (name, value) -> true)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(order.encode()))
            .build();
    HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      return new String(answer.body(), StandardCharsets.UTF_8);
    }
    try (PDDocument page = Loader.loadPDF(answer.body())) {
      return new PDFTextStripper().getText(page);
    }
  }

  private HttpRequest request(String address) {
    return HttpRequest.newBuilder(server.resolve(address))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token)
        .build();
  }

  /** What an event stream says in its first two seconds. */
  CompletableFuture<String> events(String address) {
    return CLIENT
        .sendAsync(request(address), HttpResponse.BodyHandlers.ofInputStream())
        .thenApplyAsync(RightsAsker::heard);
  }

  private static String heard(HttpResponse<InputStream> answer) {
    StringBuilder heard = new StringBuilder();
    try (InputStream in = answer.body()) {
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> close(in));
      byte[] part = new byte[8192];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        heard.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException closed) {
      return heard.toString(); // by the clock above
    }
    return heard.toString();
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
