package city.chengtu.command.live;

import city.chengtu.command.journal.Actor;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;

/**
 * One connected client: who it is, where it stands in the journal, and what it wants to hear.
 * Touched on its own event loop only.
 */
final class LiveClient {
  final Wire wire;
  final Sender sender;
  final LiveLoop loop;
  Actor actor;
  Object visibility;

  /** Number of the last entry this client has passed. */
  long last;

  /** Subject kinds it wants; empty for all. */
  Set<String> kinds = Set.of();

  /** The part of the map it shows; null for everywhere. */
  Envelope view;

  boolean reading;
  boolean wantsAllPositions = true;

  /** The round of positions it stands at: earlier ones would move units back. */
  long unitRound;

  /** It has been given all there was since it connected, at least once. */
  boolean wasComplete;

  /** What was committed before this had been sent to it, {@link System#nanoTime()}. */
  long completeNanos;

  /** Since when its socket takes nothing, nanoseconds; 0 while it does. */
  long fullSince;

  LiveClient(Wire wire, Sender sender, LiveLoop loop, Object visibility, long last) {
    this.wire = wire;
    this.sender = sender;
    this.loop = loop;
    this.actor = sender.actor();
    this.visibility = visibility;
    this.last = last;
  }

  boolean wants(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }
}
