package city.chengtu.command.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Server-sent events; the event's id is the journal position, so that {@code Last-Event-ID}
 * resumes.
 */
record EventStreamWire(HttpServerResponse response) implements Wire {
  @Override
  public void send(long position, Frame frame) {
    response.write(
        Buffer.buffer("id: " + position + "\ndata: ")
            .appendBuffer(frame.json())
            .appendString("\n\n"));
  }

  /** Each write leaves at once. */
  @Override
  public void flush() {}

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public void close(int code, String reason) {
    response.end("event: close\ndata: " + code + " " + reason + "\n\n");
  }
}
