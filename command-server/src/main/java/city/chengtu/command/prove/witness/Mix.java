package city.chengtu.command.prove.witness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * The mix of commands of a busy room: calls taken, units sent and followed, notes, edits on what
 * one saw, duty, closing. Everything comes from one seeded source, also the commands' ids.
 */
final class Mix {
  private static final List<String> TYPES =
      List.of("structure_fire", "gas_leak", "traffic_accident", "medical", "water_main_burst");

  /** Below so many open incidents calls come first, above so many closing does. */
  private static final int FEW = 8;

  private static final int MANY = 60;

  private static final double JITTER_DEGREES = 0.005;

  private final Town town;
  private final Random random;
  private final boolean mayEditUnits;

  /**
   * @param mayEditUnits for an account that has the permission {@code unit.update}
   */
  Mix(Town town, Random random, boolean mayEditUnits) {
    this.town = town;
    this.random = random;
    this.mayEditUnits = mayEditUnits;
  }

  /** The next command. */
  Order next() {
    int open = town.openIncidents();
    if (open < FEW || (open < MANY && random.nextInt(100) < 15)) {
      return create();
    }
    int dice = random.nextInt(100);
    if (open >= MANY && dice < 20) {
      return onIncident(this::close);
    }
    if (dice < 22) {
      return onIncident(i -> dispatch(i, 1 + random.nextInt(2)));
    }
    if (dice < 52) {
      return town.assignment(random).map(this::follow).orElseGet(this::create);
    }
    if (dice < 62) {
      return onIncident(this::note);
    }
    if (dice < 70) {
      return onIncident(i -> plain(i, "acknowledge", Map.of()));
    }
    if (dice < 82) {
      return onIncident(this::edit);
    }
    if (dice < 90) {
      return mayEditUnits ? moveStation() : duty();
    }
    return onIncident(this::close);
  }

  UUID id() {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L,
        (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }

  private Order onIncident(java.util.function.Function<Town.Seen, Order> make) {
    Optional<Town.Seen> incident = town.incident(random);
    return incident.map(make).orElseGet(this::create);
  }

  Order create() {
    Town.Station near = town.station(random);
    return Order.post(
        id(),
        "incident.create",
        "/incidents",
        Map.of(
            "type",
            TYPES.get(random.nextInt(TYPES.size())),
            "place",
            Map.of(
                "lon", near.lon() + jitter(), "lat", near.lat() + jitter(), "address", "芙蓉路388号"),
            "description",
            "prove " + random.nextInt(1_000_000),
            "caller",
            Map.of("name", "张三", "phone", "138" + (10_000_000 + random.nextInt(89_999_999)))),
        null);
  }

  private double jitter() {
    return (random.nextDouble() - 0.5) * JITTER_DEGREES;
  }

  private Order dispatch(Town.Seen incident, int count) {
    List<String> units =
        java.util.stream.Stream.generate(() -> town.freeUnit(random))
            .limit(count)
            .distinct()
            .toList();
    return Order.dispatch(id(), incident.id(), units);
  }

  private Order follow(Town.Duty duty) {
    String path = "/assignments/" + duty.id();
    String subject = "assignment/" + duty.id();
    if ("dispatched".equals(duty.state()) && random.nextInt(10) == 0) {
      return Order.post(
          id(), "assignment.recall", path + "/recall", Map.of("reason", "prove"), subject);
    }
    return Order.post(
        id(),
        "assignment.status",
        path + "/status",
        Map.of("status", duty.next().orElse("released")),
        subject);
  }

  private Order note(Town.Seen incident) {
    return plain(incident, "notes", Map.of("text", "现场报告 " + random.nextInt(1_000_000)));
  }

  private static String kind(String verb) {
    return "incident." + ("notes".equals(verb) ? "note" : verb);
  }

  private Order plain(Town.Seen incident, String verb, Map<String, ?> body) {
    return Order.post(
        id(),
        kind(verb),
        "/incidents/" + incident.id() + "/" + verb,
        body,
        "incident/" + incident.id());
  }

  private Order close(Town.Seen incident) {
    return plain(incident, "close", Map.of("disposition", "handled", "releaseUnits", true));
  }

  /** An edit by who saw this version. */
  Order edit(Town.Seen incident) {
    return Order.patch(
        id(),
        "incident.edit",
        "/incidents/" + incident.id(),
        Map.of("level", 1 + random.nextInt(4), "description", "edit " + random.nextInt(1_000_000)),
        incident.version(),
        "incident/" + incident.id());
  }

  private Order moveStation() {
    Town.Seen unit = town.unit(random);
    Town.Station at = town.station(random);
    return Order.patch(
        id(),
        "unit.update",
        "/units/" + unit.id(),
        Map.of("station", Map.of("lon", at.lon() + jitter(), "lat", at.lat() + jitter())),
        unit.version(),
        "unit/" + unit.id());
  }

  private Order duty() {
    String unit = town.unit(random).id();
    Map<String, String> body =
        random.nextBoolean()
            ? Map.of("duty", "ready")
            : Map.of("duty", "delayed", "reason", "加油 " + random.nextInt(1_000));
    return Order.post(id(), "unit.duty", "/units/" + unit + "/duty", body, "unit/" + unit);
  }

  /** Sends this one unit. */
  Order dispatchOf(String incident, String unit) {
    return Order.dispatch(id(), incident, List.of(unit));
  }

  Town.Seen seen(String incident, long version) {
    return new Town.Seen(incident, version);
  }
}
