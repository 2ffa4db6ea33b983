package city.chengtu.command.live;

import city.chengtu.command.journal.Actor;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;

/**
 * One connected client: who it is, where it stands in the journal, and what it wants to hear.
 * Touched on the hub's context only.
 */
final class LiveClient {
  final Wire wire;
  final Supplier<Future<Actor>> renewal;
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

  /** It has been given all there was since it connected, at least once. */
  boolean wasComplete;

  /** What was committed before this had been sent to it, {@link System#nanoTime()}. */
  long completeNanos;

  /** Since when its socket takes nothing, nanoseconds; 0 while it does. */
  long fullSince;

  LiveClient(
      Wire wire, Supplier<Future<Actor>> renewal, Actor actor, Object visibility, long last) {
    this.wire = wire;
    this.renewal = renewal;
    this.actor = actor;
    this.visibility = visibility;
    this.last = last;
  }
}
