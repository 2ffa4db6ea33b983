package city.chengtu.command.journal;

/**
 * What a command does, inside its transaction. May run again after a serialisation failure: it must
 * touch nothing but the database.
 */
@FunctionalInterface
public interface Work {
  /** The answer to the sender: the new state, a record that {@link StateJson} can write. */
  Object run(CommandContext context);
}
