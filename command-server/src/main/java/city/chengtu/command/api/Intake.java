package city.chengtu.command.api;

/**
 * Does the server take commands now? Asked before a command is given a thread, so that a server
 * that cannot keep it says so at once.
 */
@FunctionalInterface
public interface Intake {
  /**
   * @throws city.chengtu.command.journal.Refusal 503 while no command can be taken
   */
  void check();
}
