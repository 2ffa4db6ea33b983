package city.chengtu.command.live;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.JournalEntry;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;

/**
 * The frames of one walk over the clients: what was encoded for one is given to all for whom it
 * would come out the same. Emptied by {@link #release} at the end of the walk.
 */
final class RoundFrames {
  private final AccessPolicy policy;
  private final EventEncoder encoder;
  private final Map<Object, Frame> frames = new HashMap<>();
  private final Map<SightKey, BitSet> sights = new HashMap<>();

  private record EntriesKey(Object visibility, Set<String> kinds, long from, long to) {}

  private record BeatKey(long position, Instant readAt) {}

  private record UnitsKey(Object visibility, Envelope view, UnitRound round) {}

  private record SightKey(Object visibility, UnitRound round) {}

  RoundFrames(AccessPolicy policy) {
    this.policy = policy;
    this.encoder = new EventEncoder(policy);
  }

  /** The entries that follow the client's position, as far as it may see and wants them. */
  Frame entries(LiveClient client, List<JournalEntry> entries) {
    long to = entries.get(entries.size() - 1).seq();
    return frames.computeIfAbsent(
        new EntriesKey(client.visibility, client.kinds, client.last, to),
        key -> new Frame(encoder.entries(client.actor, client.kinds, entries)));
  }

  Frame beat(Instant now, long position, long head, Instant readAt, Collection<String> wrong) {
    return frames.computeIfAbsent(
        new BeatKey(position, readAt),
        key -> new Frame(EventEncoder.beat(now, position, head, readAt, wrong)));
  }

  /** The positions the client may see within its view. */
  Frame units(LiveClient client, UnitRound round, Instant now) {
    return frames.computeIfAbsent(
        new UnitsKey(client.visibility, client.view, round),
        key -> {
          BitSet visible =
              sights.computeIfAbsent(
                  new SightKey(client.visibility, round),
                  sight -> round.visible(policy, client.actor));
          Buffer units = round.units(client.view, visible);
          return new Frame(units.length() == 0 ? units : EventEncoder.moves(units, now));
        });
  }

  void release() {
    frames.values().forEach(Frame::release);
    frames.clear();
    sights.clear();
  }
}
