package city.chengtu.command.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Server-sent events; the event's id is the journal position, so that {@code Last-Event-ID}
 * resumes.
 */
record EventStreamWire(HttpServerResponse response) implements Wire {
  @Override
  public void send(long position, Buffer events) {
    response.write(
        Buffer.buffer("id: " + position + "\ndata: ").appendBuffer(events).appendString("\n\n"));
  }

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public void close(int code, String reason) {
    response.end("event: close\ndata: " + code + " " + reason + "\n\n");
  }
}
