package city.chengtu.command.dispatch;

import city.chengtu.command.journal.StateJson;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board of a node in a cluster: a board of its own, fed by this node's trackers at once and by
 * the other nodes' through a shared map. The later fix wins on every node, so that it does not
 * matter in which order they arrive. When the cluster is cut, each node goes on with the fixes it
 * gets; a unit heard by the other node only grows stale here, and is shown so.
 */
public final class SharedPositionBoard implements PositionBoard {
  private static final Logger LOG = LoggerFactory.getLogger(SharedPositionBoard.class);
  private final LocalPositionBoard own = new LocalPositionBoard();
  private final IMap<String, String> shared;

  public SharedPositionBoard(HazelcastInstance hazelcast) {
    this.shared = hazelcast.getMap("positions");
    shared.addEntryListener(new Others(own), true);
    own.accept(shared.values().stream().map(SharedPositionBoard::fix).toList());
  }

  @Override
  public List<Fix> accept(Collection<Fix> fixes) {
    List<Fix> taken = own.accept(fixes);
    Map<String, String> latest = new HashMap<>();
    taken.forEach(f -> latest.put(f.unit(), StateJson.write(f)));
    if (!latest.isEmpty()) {
      shared
          .setAllAsync(latest)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.warn(
                      "{} positions did not reach the other nodes: {}",
                      latest.size(),
                      failure.toString());
                }
              });
    }
    return taken;
  }

  @Override
  public Optional<Fix> find(String unit) {
    return own.find(unit);
  }

  @Override
  public List<Fix> all() {
    return own.all();
  }

  @Override
  public List<Fix> drainMoved() {
    return own.drainMoved();
  }

  private static Fix fix(String json) {
    return StateJson.read(json, Fix.class);
  }

  private record Others(LocalPositionBoard board)
      implements EntryAddedListener<String, String>, EntryUpdatedListener<String, String> {
    @Override
    public void entryAdded(EntryEvent<String, String> event) {
      board.accept(List.of(fix(event.getValue())));
    }

    @Override
    public void entryUpdated(EntryEvent<String, String> event) {
      board.accept(List.of(fix(event.getValue())));
    }
  }
}
