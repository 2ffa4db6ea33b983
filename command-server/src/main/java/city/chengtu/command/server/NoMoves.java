package city.chengtu.command.server;

import city.chengtu.command.live.UnitMove;
import city.chengtu.command.live.UnitMoves;
import java.util.List;

enum NoMoves implements UnitMoves {
  INSTANCE;

  @Override
  public List<UnitMove> takeMoved() {
    return List.of();
  }

  @Override
  public List<UnitMove> all() {
    return List.of();
  }
}
