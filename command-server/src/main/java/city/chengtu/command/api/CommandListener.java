package city.chengtu.command.api;

/** Hears of every command that has come to its end. Called on worker threads; must be quick. */
@FunctionalInterface
public interface CommandListener {
  /** How a command ended. */
  enum Outcome {
    /** it happened, now or when its id was first sent */
    DONE,
    /** it was refused: its final state, or no right, or not understood */
    REFUSED,
    /** not taken: no database, no room, too much work; the sender comes again */
    UNAVAILABLE,
    /** an error of the server */
    FAILED
  }

  /**
   * @param kind the permission's name
   * @param nanos from the request's arrival until the answer is ready
   */
  void ended(String kind, Outcome outcome, long nanos);
}
