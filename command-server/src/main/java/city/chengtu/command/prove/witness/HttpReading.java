package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Reads a node through its public interface, as anyone with a token can. */
final class HttpReading implements Receipts {
  private static final int PAGE = 1_000;
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 250;
  private final Door door = new Door(Duration.ofSeconds(20));
  private final List<URI> nodes;
  private final TokenFile tokens;

  HttpReading(List<URI> nodes, TokenFile tokens) {
    this.nodes = List.copyOf(nodes);
    this.tokens = tokens;
  }

  /** Number of the last entry. */
  long head() {
    return answer(null, "/about").path("journalPosition").asLong();
  }

  /** Every entry in the order of its number, as the auditor sees them. */
  void journal(Consumer<Row> row) {
    String since = "0";
    while (since != null) {
      JsonNode page = answer(TokenFile.AUDITOR, "/journal?limit=" + PAGE + "&since=" + since);
      page.path("items").forEach(item -> row.accept(row(item)));
      since = page.hasNonNull("next") ? page.path("next").asText() : null;
    }
  }

  private static Row row(JsonNode item) {
    return new Row(
        item.path("seq").asLong(),
        item.path("type").asText(),
        Instant.parse(item.path("time").asText()),
        item.path("commandId").asText(),
        item.path("kind").asText() + "/" + item.path("subject").asText(),
        item.path("version").asLong(),
        item.path("data"));
  }

  @Override
  public Optional<Receipt> find(String command) {
    HttpResponse<String> answer = get(TokenFile.AUDITOR, "/commands/" + command, List.of(404));
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    JsonNode body = StateJson.tree(answer.body());
    return Optional.of(
        new Receipt(
            body.path("state").asText(),
            body.path("status").asInt(),
            body.path("position").asLong()));
  }

  @Override
  public boolean complete() {
    return false;
  }

  /** The lists as an account sees them now. */
  Snapshot snapshot(String account) throws IOException, InterruptedException {
    return Snapshot.read(door, nodes.get(0), tokens.of(account));
  }

  /** An object's state as of now; empty when there is none that may be seen. */
  Optional<JsonNode> history(String account, String subject) {
    HttpResponse<String> answer = get(account, "/history/" + subject, List.of(404));
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(StateJson.tree(answer.body()));
  }

  /**
   * The feed as an account hears it after a position, until {@code enough} of the position reached.
   */
  void replay(String account, long since, Consumer<Frames.Frame> frame, LongPredicate enough)
      throws IOException, InterruptedException {
    HttpResponse<java.io.InputStream> stream = door.events(nodes.get(0), tokens.of(account), since);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      if (stream.statusCode() != 200) {
        throw new IOException("/live/events: HTTP " + stream.statusCode());
      }
      String id = "0";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("data: ")) {
          frame.accept(Frames.parse(line.substring("data: ".length())));
          if (enough.test(Long.parseLong(id))) {
            return;
          }
        }
      }
    }
    throw new IOException("the feed of " + account + " ended before the journal's head");
  }

  private JsonNode answer(String account, String path) {
    return StateJson.tree(get(account, path, List.of()).body());
  }

  /** Asks until a node says 200, or one of the other statuses that are an answer too. */
  private HttpResponse<String> get(String account, String path, List<Integer> others) {
    String said = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        String token = account == null ? null : tokens.of(account);
        HttpResponse<String> answer = door.get(nodes.get(i % nodes.size()), token, path);
        if (answer.statusCode() == 200 || others.contains(answer.statusCode())) {
          return answer;
        }
        said = "HTTP " + answer.statusCode() + " " + answer.body();
        Thread.sleep(PAUSE_MILLIS);
      } catch (IOException e) {
        said = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while reading " + path, e);
      }
    }
    throw new IllegalStateException("no node answers " + path + ": " + said);
  }
}
