package city.chengtu.command.prove.witness;

/** A connection to the feed. Used on the watchers' event loop only. */
interface Line {
  /** Asks for these kinds only, or for this part of the map. */
  void say(String message);

  /** Stops reading the socket, or goes on reading it. */
  void stall(boolean stalled);

  /** Drops the connection, as a browser does whose tab is closed. */
  void drop();

  /** What comes in. */
  interface Ear {
    void opened();

    void heard(String text);

    /**
     * @param code WebSocket close code, HTTP status when the opening was refused, 1006 when it just
     *     ended
     */
    void closed(int code, String reason);
  }
}
