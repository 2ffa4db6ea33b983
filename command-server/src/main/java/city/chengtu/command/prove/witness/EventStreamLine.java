package city.chengtu.command.prove.witness;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;

/** The feed as server-sent events, resumed by {@code Last-Event-ID}. */
final class EventStreamLine implements Line {
  private static final int ENDED = 1006;
  private static final long OPENING_MILLIS = 5_000;
  private final Ear ear;
  private HttpClientRequest request;
  private HttpClientResponse response;
  private String event = "";
  private boolean over;

  private EventStreamLine(Ear ear) {
    this.ear = ear;
  }

  static Line open(HttpClient client, URI node, String token, long since, Ear ear) {
    EventStreamLine line = new EventStreamLine(ear);
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI("/live/events")
                .setConnectTimeout(OPENING_MILLIS)
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Last-Event-ID", Long.toString(since)))
        .compose(line::send)
        .onSuccess(line::opened)
        .onFailure(why -> line.end(ENDED, why.toString()));
    return line;
  }

  private io.vertx.core.Future<HttpClientResponse> send(HttpClientRequest made) {
    request = made;
    if (over) {
      made.reset();
    }
    return made.send();
  }

  private void opened(HttpClientResponse answer) {
    response = answer;
    if (over) {
      request.reset();
      return;
    }
    if (answer.statusCode() != 200) {
      end(answer.statusCode(), "refused");
      request.reset();
      return;
    }
    answer.handler(RecordParser.newDelimited("\n", this::line));
    answer.endHandler(end -> end(ENDED, "ended"));
    answer.exceptionHandler(broken -> end(ENDED, broken.toString()));
    ear.opened();
  }

  private void line(Buffer bytes) {
    String text = bytes.toString();
    if (over) {
      return;
    }
    if (text.startsWith("event: ")) {
      event = text.substring("event: ".length());
    } else if (text.startsWith("data: ")) {
      data(text.substring("data: ".length()));
      event = "";
    }
  }

  private void data(String data) {
    if ("close".equals(event)) {
      String[] words = data.split(" ", 2);
      end(Integer.parseInt(words[0]), words.length > 1 ? words[1] : "");
    } else {
      ear.heard(data);
    }
  }

  private void end(int code, String reason) {
    if (!over) {
      over = true;
      ear.closed(code, reason);
    }
  }

  /** Server-sent events go one way: what is asked for stays as it is. */
  @Override
  public void say(String message) {
    throw new UnsupportedOperationException("an event stream cannot be told anything");
  }

  @Override
  public void stall(boolean stalled) {
    if (response == null) {
      return;
    }
    if (stalled) {
      response.pause();
    } else {
      response.resume();
    }
  }

  @Override
  public void drop() {
    over = true;
    if (request != null) {
      request.reset();
    }
  }
}
