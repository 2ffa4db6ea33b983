package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One live client. After any close it goes on by {@code since=} on the next node; after
 * <em>reload</em> it takes a new snapshot. Everything it hears stands in the ledger as it came,
 * also what comes twice. Used on the watchers' event loop only.
 */
final class Watcher {
  private static final long SILENCE_MILLIS = 5_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 3_000;
  private static final int RELOAD = 4409;

  /**
   * Who a client is.
   *
   * @param kinds subject kinds it asks for; empty for all
   * @param view part of the map it asks for; null for all
   * @param eventStream server-sent events instead of a WebSocket
   * @param copying keeps a copy of the city
   */
  record Role(
      int id,
      String account,
      String token,
      List<String> kinds,
      List<Double> view,
      boolean eventStream,
      boolean copying) {}

  final Role role;
  private final Watchers all;
  private final Claim claim = new Claim();
  private final Copy copy;
  private Line line;
  private int connection;
  private int node;
  private int attempts;
  private long lastHeard;
  private long position = -1;
  private boolean stalled;
  private boolean loading;
  private boolean over;

  Watcher(Role role, Watchers all, int firstNode) {
    this.role = role;
    this.all = all;
    this.node = firstNode;
    this.copy = role.copying() ? new Copy() : null;
  }

  long position() {
    return position;
  }

  boolean open() {
    return line != null && attempts == 0;
  }

  boolean claims() {
    return claim.claimed();
  }

  boolean stalled() {
    return stalled;
  }

  Copy copy() {
    return copy;
  }

  /** Takes a snapshot, or only its position, and goes on from there. */
  void load() {
    loading = true;
    all.snapshot(
        this,
        snapshot -> {
          if (copy != null) {
            copy.start(snapshot);
          }
          position = snapshot.position();
          loading = false;
          write("snapshot", e -> e.put("position", position));
          connect();
        });
  }

  private void connect() {
    if (over || loading || line != null) {
      return;
    }
    int mine = ++connection;
    URI to = all.node(node);
    lastHeard = System.currentTimeMillis();
    write(
        "open",
        e ->
            e.put("since", position)
                .put("node", to.toString())
                .put("transport", role.eventStream() ? "sse" : "websocket")
                .put("account", role.account())
                .set("kinds", StateJson.mapper().valueToTree(role.kinds())));
    attempts++;
    line = all.open(role, to, position, new Ears(mine));
  }

  /** Hears one connection; what comes from an earlier one no longer counts. */
  private final class Ears implements Line.Ear {
    private final int mine;

    Ears(int mine) {
      this.mine = mine;
    }

    @Override
    public void opened() {
      if (mine == connection && !role.eventStream()) {
        if (!role.kinds().isEmpty()) {
          line.say(StateJson.write(Map.of("types", role.kinds())));
        }
        if (role.view() != null) {
          line.say(StateJson.write(Map.of("view", role.view())));
        }
      }
    }

    @Override
    public void heard(String text) {
      if (mine == connection && line != null) {
        take(text);
      }
    }

    @Override
    public void closed(int code, String reason) {
      if (mine == connection && line != null) {
        ended(code, reason);
      }
    }
  }

  private void take(String text) {
    lastHeard = System.currentTimeMillis();
    look(lastHeard); // a claim that has grown too old ended before this came
    Frames.Frame frame = all.frames().read(text);
    if (!frame.entries().isEmpty()) {
      write(lastHeard, "entries", e -> e.set("got", frame.got()));
      for (Frames.Heard entry : frame.entries()) {
        position = Math.max(position, entry.position());
        if (copy != null) {
          copy.apply(entry.event());
        }
      }
      all.delivered(role.id(), frame.entries());
    }
    frame.controls().forEach(this::control);
  }

  private void control(JsonNode event) {
    switch (event.path("type").asText().substring(Frames.CONTROL.length())) {
      case "beat" -> {
        attempts = 0;
        position = Math.max(position, event.path("data").path("position").asLong());
        claim.beat(lastHeard, event.path("data"));
        look(lastHeard);
      }
      case "reload" -> reload();
      default -> write("said", e -> e.set("message", event));
    }
  }

  private void reload() {
    write("reload", e -> e.put("position", position));
    all.count("reload");
    leave();
    load();
  }

  private void leave() {
    connection++;
    Line old = line;
    line = null;
    stalled = false;
    if (old != null) {
      old.drop();
    }
  }

  private void ended(int code, String reason) {
    write("closed", e -> e.put("code", code).put("reason", reason).put("position", position));
    all.count("closed " + code);
    leave();
    node++;
    if (code == RELOAD) { // the message before it was lost with the connection
      write("reload", e -> e.put("position", position));
      all.count("reload");
      load();
    } else {
      long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, 10));
      all.later(pause / 2 + all.random(pause), this::connect);
    }
  }

  /** To be called several times a second. */
  void look(long now) {
    if (line != null && !stalled && now - lastHeard > SILENCE_MILLIS) {
      ended(0, "silent for " + SILENCE_MILLIS + " ms");
    }
    switch (claim.look(now)) {
      case LIVE -> write(now, "live", e -> e.put("position", position));
      case STALE -> write(claim.endedAt(now), "stale", e -> e.put("position", position));
      case NONE -> {
        // as before
      }
    }
  }

  void stall(boolean stop) {
    if (line != null && stalled != stop) {
      stalled = stop;
      lastHeard = System.currentTimeMillis();
      line.stall(stop);
      write(stop ? "stalled" : "unstalled", e -> e.put("position", position));
    }
  }

  /** Drops the connection and comes back at once, on the next node. */
  void storm() {
    if (line != null) {
      write("closed", e -> e.put("code", 0).put("reason", "storm").put("position", position));
      all.count("storm");
      leave();
      node++;
      connect();
    }
  }

  void mark() {
    write("mark", e -> e.put("position", position));
  }

  void compared(long at, List<String> differences) {
    write(
        "compared",
        e ->
            e.put("position", at)
                .put("objects", copy.size())
                .set("differences", StateJson.mapper().valueToTree(differences)));
  }

  void end() {
    over = true;
    if (line != null) {
      write("closed", e -> e.put("code", 0).put("reason", "stop").put("position", position));
      leave();
    }
  }

  /** Adds to a line of the ledger. */
  private interface Fill {
    void into(ObjectNode line);
  }

  private void write(String event, Fill fill) {
    write(System.currentTimeMillis(), event, fill);
  }

  private void write(long at, String event, Fill fill) {
    all.ledger()
        .write(
            at,
            e -> {
              e.put("client", role.id()).put("event", event);
              fill.into(e);
            });
  }
}
