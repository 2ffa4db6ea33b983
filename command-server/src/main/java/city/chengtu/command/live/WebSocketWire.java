package city.chengtu.command.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** One text frame per message. */
record WebSocketWire(ServerWebSocket socket) implements Wire {
  @Override
  public void send(long position, Buffer events) {
    socket.writeTextMessage(events.toString());
  }

  @Override
  public boolean full() {
    try {
      return socket.writeQueueFull();
    } catch (IllegalStateException closed) {
      return true; // takes nothing more; it is about to leave
    }
  }

  @Override
  public void close(int code, String reason) {
    socket.close((short) code, reason);
  }
}
