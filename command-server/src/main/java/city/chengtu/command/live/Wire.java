package city.chengtu.command.live;

import io.vertx.core.buffer.Buffer;

/** The way to one client. Called on the hub's context only. */
interface Wire {
  /**
   * @param position the journal position the client has reached with this message
   * @param events JSON array of CloudEvents
   */
  void send(long position, Buffer events);

  /** True while the client has not taken what was sent before. */
  boolean full();

  /** Ends the connection, saying why. */
  void close(int code, String reason);
}
