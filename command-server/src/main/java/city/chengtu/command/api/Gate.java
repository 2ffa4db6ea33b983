package city.chengtu.command.api;

import city.chengtu.command.journal.Actor;

/**
 * May this actor do this at all? The access policy answers; which rows and fields it may see is
 * decided where the rows are read.
 */
@FunctionalInterface
public interface Gate {
  /**
   * @param permission what is done, for example {@code incident.create}
   * @throws city.chengtu.command.journal.Refusal 403 when it may not
   */
  void check(Actor actor, String permission);
}
