package city.chengtu.command.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The last fix of every unit, in memory; shared by all nodes when a cluster stands behind it. A fix
 * replaces another only when it is later, so that late and out-of-order ones never move a unit
 * back.
 */
public interface PositionBoard {
  /**
   * Takes fixes.
   *
   * @param fixes {@link Fix#unit()} holds the unit's id
   * @return those that are now the last of their unit, in the order given; the others came late
   */
  List<Fix> accept(Collection<Fix> fixes);

  Optional<Fix> find(String unit);

  List<Fix> all();

  /** The last fix of each unit that moved since this was last asked, on whatever node. */
  List<Fix> drainMoved();
}
