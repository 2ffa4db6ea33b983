package city.chengtu.command.live;

import java.util.List;

/** Where the units are, for the feed. */
public interface UnitMoves {
  /** Units whose position changed since this was last asked. */
  List<UnitMove> takeMoved();

  /** The last position of every unit. */
  List<UnitMove> all();
}
