package city.chengtu.command.prove.witness;

/**
 * Is what was just delivered in the database already? The door must not be the one that is slowed
 * down: a connection of one's own, or any node.
 */
interface Probe extends AutoCloseable {
  /**
   * Number of the last committed entry. Blocking.
   *
   * @throws Exception when the database cannot be asked now
   */
  long head() throws Exception;

  @Override
  void close();
}
