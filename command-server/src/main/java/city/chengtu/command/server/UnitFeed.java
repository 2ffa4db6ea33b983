package city.chengtu.command.server;

import city.chengtu.command.dispatch.Fix;
import city.chengtu.command.dispatch.Positions;
import city.chengtu.command.live.UnitMove;
import city.chengtu.command.live.UnitMoves;
import java.util.List;
import java.util.Optional;

/** Gives the live feed the positions of dispatch; the two packages do not know each other. */
record UnitFeed(Positions positions) implements UnitMoves {
  @Override
  public List<UnitMove> takeMoved() {
    return moves(positions.board().drainMoved());
  }

  @Override
  public List<UnitMove> all() {
    return moves(positions.board().all());
  }

  private List<UnitMove> moves(List<Fix> fixes) {
    return fixes.stream().flatMap(f -> move(f).stream()).toList();
  }

  private Optional<UnitMove> move(Fix f) {
    return positions
        .find(f.unit())
        .map(
            unit ->
                new UnitMove(
                    unit.id(),
                    unit.organisation(),
                    f.lon(),
                    f.lat(),
                    f.heading(),
                    f.speed(),
                    f.at().toEpochMilli()));
  }
}
