package city.chengtu.command.replay;

import city.chengtu.command.replay.CallFile.RecordedCall;
import city.chengtu.command.replay.CallFile.Response;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays a script: many acts at once, but those of one call and of one unit strictly one after the
 * other.
 */
final class Stage {
  private final ApiClient api;
  private final CallMapping mapping;
  private final double speed;
  private final Semaphore window;
  private final ConcurrentMap<String, String> incidents = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> assignments = new ConcurrentHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final AtomicLong done = new AtomicLong();
  private final Map<String, CompletableFuture<Void>> lanes = new HashMap<>();

  /**
   * @param speed so many times as fast as it was; infinite for as fast as the server goes
   * @param atOnce most acts under way
   */
  Stage(ApiClient api, CallMapping mapping, double speed, int atOnce) {
    this.api = api;
    this.mapping = mapping;
    this.speed = speed;
    this.window = new Semaphore(atOnce);
  }

  /** Adds the units that play, on duty. */
  void enter(Map<String, String> units) {
    List<CompletableFuture<JsonNode>> all = new ArrayList<>();
    units.forEach(
        (callSign, kind) -> {
          Map<String, Object> body = new LinkedHashMap<>();
          body.put("callSign", callSign);
          body.put("kind", kind);
          body.put("organisation", mapping.unit().organisation());
          body.put("duty", "ready");
          all.add(api.post("/units", body, command("unit", callSign)));
        });
    all.forEach(ApiClient::join);
  }

  /**
   * Plays all acts.
   *
   * @param told hears how many acts are done, now and then
   * @return what the server refused, one line each
   */
  List<String> play(List<Act> acts, Progress told) throws InterruptedException {
    Instant began = Instant.now();
    for (int i = 0; i < acts.size(); i++) {
      keepPace(acts.get(0).at(), acts.get(i).at(), began);
      window.acquire();
      start(acts.get(i));
      told.at(done.get(), acts.size());
    }
    lanes.values().forEach(ApiClient::join);
    told.at(done.get(), acts.size());
    synchronized (failures) {
      return List.copyOf(failures);
    }
  }

  /** Hears of progress. */
  @FunctionalInterface
  interface Progress {
    void at(long done, long all);
  }

  private void keepPace(Instant first, Instant at, Instant began) throws InterruptedException {
    if (Double.isInfinite(speed)) {
      return;
    }
    long due = Math.round(Duration.between(first, at).toMillis() / speed);
    long wait = due - Duration.between(began, Instant.now()).toMillis();
    if (wait > 0) {
      Thread.sleep(wait);
    }
  }

  /** Begins an act when all earlier ones of its call and its units have ended. */
  private void start(Act act) {
    List<String> keys = new ArrayList<>(act.units());
    keys.replaceAll(unit -> "unit " + unit);
    keys.add("call " + act.call().id());
    CompletableFuture<?>[] before =
        keys.stream()
            .map(key -> lanes.getOrDefault(key, CompletableFuture.completedFuture(null)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Void> end =
        CompletableFuture.allOf(before)
            .thenCompose(v -> send(act))
            .handle((v, failure) -> ended(act, failure));
    keys.forEach(key -> lanes.put(key, end));
  }

  private Void ended(Act act, Throwable failure) {
    window.release();
    done.incrementAndGet();
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      synchronized (failures) {
        failures.add(act.kind() + " " + act.call().id() + " " + act.units() + ": " + cause);
      }
    }
    return null;
  }

  private CompletableFuture<Void> send(Act act) {
    return switch (act.kind()) {
      case CREATE -> create(act.call());
      case DISPATCH -> dispatch(act);
      case STATUS, RELEASE -> status(act, null);
      case EARLY_RELEASE -> status(act, "sent to another call before it was free");
      case LATE_STATUS -> correct(act);
      case CLOSE -> close(act);
    };
  }

  private CompletableFuture<Void> create(RecordedCall call) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("lon", call.lon());
    place.put("lat", call.lat());
    place.put("address", call.address());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", call.type());
    body.put("level", call.level());
    body.put("place", place);
    body.put("description", call.description());
    body.put("source", "replay");
    body.put("received", call.received());
    body.put("at", call.entered());
    return api.post("/incidents", body, command("create", call.id()))
        .thenAccept(incident -> incidents.put(call.id(), incident.path("id").asText()));
  }

  private CompletableFuture<Void> dispatch(Act act) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("units", act.units());
    body.put("at", act.at());
    UUID id = command("dispatch", act.call().id(), act.at().toString());
    return api.post(incident(act) + "/dispatch", body, id)
        .thenAccept(
            sent -> {
              JsonNode all = sent.path("assignments");
              for (int i = 0; i < act.responses().size(); i++) {
                assignments.put(act.responses().get(i).row(), all.path(i).path("id").asText());
              }
            });
  }

  private CompletableFuture<Void> status(Act act, String reason) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", act.status());
    body.put("at", act.at());
    body.put("source", "crew");
    if (reason != null) {
      body.put("reason", reason);
    }
    return api.post(assignment(act) + "/status", body, stamp(act)).thenAccept(a -> {});
  }

  private CompletableFuture<Void> correct(Act act) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", act.status());
    body.put("at", act.at());
    body.put("reason", "reported after the unit was sent to another call");
    return api.post(assignment(act) + "/correct", body, stamp(act)).thenAccept(a -> {});
  }

  private UUID stamp(Act act) {
    return command(act.status(), act.response().row());
  }

  private CompletableFuture<Void> close(Act act) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("disposition", act.call().disposition());
    body.put("at", act.at());
    return api.post(incident(act) + "/close", body, command("close", act.call().id()))
        .thenAccept(i -> {});
  }

  private String incident(Act act) {
    return "/incidents/" + known(incidents.get(act.call().id()), "the call was not taken");
  }

  private String assignment(Act act) {
    Response response = act.response();
    return "/assignments/" + known(assignments.get(response.row()), "the unit was not sent");
  }

  private static String known(String id, String otherwise) {
    if (id == null) {
      throw new IllegalStateException(otherwise);
    }
    return id;
  }

  private UUID command(String... parts) {
    List<String> all = new ArrayList<>(List.of(mapping.name()));
    all.addAll(List.of(parts));
    return ApiClient.commandId(all.toArray(String[]::new));
  }
}
