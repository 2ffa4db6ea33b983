package city.chengtu.command.live;

/** The way to one client. Called on the connection's event loop only. */
interface Wire {
  /**
   * Writes a message; it leaves with the next {@link #flush}.
   *
   * @param position the journal position the client has reached with this message
   * @param frame to be released by the caller
   */
  void send(long position, Frame frame);

  /** Hands over what was written. */
  void flush();

  /** True while the client has not taken what was sent before. */
  boolean full();

  /** Ends the connection, saying why. */
  void close(int code, String reason);
}
