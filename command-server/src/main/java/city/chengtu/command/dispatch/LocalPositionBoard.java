package city.chengtu.command.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The board of a single node. */
public final class LocalPositionBoard implements PositionBoard {
  private final ConcurrentMap<String, Fix> latest = new ConcurrentHashMap<>();
  private final Set<String> moved = ConcurrentHashMap.newKeySet();

  @Override
  public List<Fix> accept(Collection<Fix> fixes) {
    List<Fix> taken = new ArrayList<>();
    for (Fix fix : fixes) {
      if (take(fix)) {
        moved.add(fix.unit());
        taken.add(fix);
      }
    }
    return taken;
  }

  private boolean take(Fix fix) {
    for (; ; ) {
      Fix old = latest.putIfAbsent(fix.unit(), fix);
      if (old == null) {
        return true;
      }
      if (!fix.at().isAfter(old.at())) {
        return false;
      }
      if (latest.replace(fix.unit(), old, fix)) {
        return true;
      }
    }
  }

  @Override
  public Optional<Fix> find(String unit) {
    return Optional.ofNullable(latest.get(unit));
  }

  @Override
  public List<Fix> all() {
    return List.copyOf(latest.values());
  }

  @Override
  public List<Fix> drainMoved() {
    List<Fix> drained = new ArrayList<>();
    for (Iterator<String> units = moved.iterator(); units.hasNext(); ) {
      String unit = units.next();
      units.remove(); // first: a fix that comes now marks the unit again
      drained.add(latest.get(unit));
    }
    return drained;
  }
}
