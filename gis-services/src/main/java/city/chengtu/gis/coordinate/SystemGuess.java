package city.chengtu.gis.coordinate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * In which reference system bare numbers may be, by what they can be at all and by where they would
 * then lie. Knows what Chinese cities deliver: degrees, CGCS2000 Gauss-Krüger zones of 3° and 6°
 * with and without the zone before the easting (EPSG:4491 to 4554), UTM, Web Mercator; east or
 * north first. Xi'an 80 and Beijing 54 have the same numbers within some 100 m and cannot be told
 * apart by them: the reason says so.
 *
 * @param system null when the numbers do not tell; the reason then says what to ask
 * @param confidence 0 to 1
 * @param alternatives other readings that are possible
 */
public record SystemGuess(
    SourceSystem system, double confidence, String reason, List<String> alternatives) {
  /** Where numbers of Chinese cities lie, lon,lat degrees. */
  static final Envelope CHINA = new Envelope(73, 136, 3, 54);

  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final double MOST_NORTH = 6_100_000;
  private static final double LEAST_NORTH = 300_000;
  private static final String OLD_DATUMS =
      "; 西安80 or 北京54 would show the same numbers within some 100 m";

  public SystemGuess {
    Objects.requireNonNull(reason, "reason");
    alternatives = List.copyOf(alternatives);
  }

  /** One reading of the numbers. */
  private record Reading(SourceSystem system, Coordinate lands, double belief, String reason) {
    boolean isIn(Envelope area) {
      return area.contains(lands);
    }
  }

  /**
   * Guesses from the extent of the numbers.
   *
   * @param numbers x and y as they stand in the file
   * @param city where the layer should lie, lon,lat degrees; null when not known
   */
  public static SystemGuess of(Envelope numbers, Envelope city, CoordinateSystems systems) {
    if (numbers.isNull()) {
      return new SystemGuess(null, 0, "there are no coordinates to guess from", List.of());
    }
    Coordinate middle = numbers.centre();
    List<Reading> readings = new ArrayList<>(readings(middle.x, middle.y, false, systems));
    readings.addAll(readings(middle.y, middle.x, true, systems));
    return city == null ? withoutCity(readings, middle) : inCity(readings, middle, city);
  }

  private static SystemGuess inCity(List<Reading> readings, Coordinate middle, Envelope city) {
    List<Reading> there = readings.stream().filter(r -> r.isIn(city)).toList();
    if (there.isEmpty()) {
      SystemGuess anyhow = withoutCity(readings, middle);
      return new SystemGuess(
          anyhow.system,
          anyhow.confidence / 2,
          anyhow.reason + "; but no reading of them lies in the city",
          anyhow.alternatives);
    }
    Reading best = best(there);
    double belief = Math.min(0.99, best.belief + 0.1);
    return guess(best, belief, best.reason + ", and lies in the city", others(there, best));
  }

  private static SystemGuess withoutCity(List<Reading> readings, Coordinate middle) {
    List<Reading> there = readings.stream().filter(r -> r.isIn(CHINA)).toList();
    List<Reading> possible = there.isEmpty() ? readings : there;
    if (possible.isEmpty()) {
      return new SystemGuess(
          null, 0, say(middle) + " fits no reference system known here: name it", List.of());
    }
    Reading best = best(possible);
    List<String> others = others(possible, best);
    if (best.reason.startsWith("without zone")) {
      return new SystemGuess(
          null,
          0,
          say(middle)
              + " is a Gauss-Krüger easting without zone: the central meridian cannot be told from"
              + " the numbers; name the reference system, or the city's extent",
          possible.stream().map(r -> r.system.name()).distinct().toList());
    }
    double belief = there.isEmpty() ? best.belief / 2 : best.belief;
    String where = there.isEmpty() ? " (outside China)" : "";
    return guess(best, belief, best.reason + where, others);
  }

  private static SystemGuess guess(
      Reading best, double belief, String reason, List<String> others) {
    return new SystemGuess(best.system, belief, reason, others);
  }

  private static Reading best(List<Reading> readings) {
    Reading best = readings.get(0);
    for (Reading reading : readings) {
      best = reading.belief > best.belief ? reading : best;
    }
    return best;
  }

  private static List<String> others(List<Reading> readings, Reading best) {
    return readings.stream()
        .map(r -> r.system.name())
        .distinct()
        .filter(name -> !name.equals(best.system.name()))
        .toList();
  }

  private static String say(Coordinate middle) {
    return "the middle (" + middle.x + ", " + middle.y + ")";
  }

  /** What numbers with this easting and northing can be. */
  private static List<Reading> readings(
      double east, double north, boolean swapped, CoordinateSystems systems) {
    List<Reading> readings = new ArrayList<>();
    String order = swapped ? ", north first (X/Y swapped)" : "";
    if (Math.abs(east) <= 180 && Math.abs(north) <= 90) {
      SourceSystem lonLat = SourceSystem.lonLat();
      readings.add(
          new Reading(
              swapped ? lonLat.swapped() : lonLat,
              new Coordinate(east, north),
              swapped ? 0.7 : 0.8,
              "degrees" + order + "; GCJ-02 or BD-09 would show like numbers, some 500 m off"));
      return readings;
    }
    boolean northOfChina = north >= LEAST_NORTH && north <= MOST_NORTH;
    int zone = (int) Math.floor(east / 1_000_000);
    double within = east - zone * 1_000_000.0;
    if (northOfChina && isEasting(within)) {
      prefixed(zone, order)
          .flatMap(r -> landed(r, east, north, swapped, systems))
          .ifPresent(readings::add);
      if (zone == 0) {
        unprefixed(order)
            .forEach(c -> landed(c, east, north, swapped, systems).ifPresent(readings::add));
      }
    }
    if (east >= 8_100_000 && east <= 15_150_000 && north >= 330_000 && north <= 7_200_000) {
      landed(
              new Candidate(3857, 0.75, "metres of Web Mercator" + order, Double.NaN),
              east,
              north,
              swapped,
              systems)
          .ifPresent(readings::add);
    }
    return readings;
  }

  private static boolean isEasting(double within) {
    return within >= 150_000 && within <= 850_000;
  }

  /** A system that numbers may be in; the meridian is NaN where the system has none. */
  private record Candidate(int code, double belief, String reason, double meridian) {}

  private static Optional<Candidate> prefixed(int zone, String order) {
    if (zone >= 25 && zone <= 45) {
      return Optional.of(
          new Candidate(
              4513 + zone - 25,
              0.88,
              "the easting begins with " + zone + ": CGCS2000 3° zone " + zone + order + OLD_DATUMS,
              zone * 3.0));
    }
    return zone >= 13 && zone <= 23
        ? Optional.of(
            new Candidate(
                4491 + zone - 13,
                0.7,
                "the easting begins with "
                    + zone
                    + ": CGCS2000 6° zone "
                    + zone
                    + order
                    + OLD_DATUMS,
                zone * 6.0 - 3))
        : Optional.empty();
  }

  private static List<Candidate> unprefixed(String order) {
    List<Candidate> all = new ArrayList<>();
    for (int meridian = 75; meridian <= 135; meridian += 3) {
      all.add(
          new Candidate(
              4534 + (meridian - 75) / 3,
              0.8,
              "without zone before the easting: CGCS2000, central meridian "
                  + meridian
                  + "° E"
                  + order
                  + OLD_DATUMS,
              meridian));
    }
    for (int zone = 43; zone <= 53; zone++) {
      all.add(
          new Candidate(
              32600 + zone,
              0.3,
              "without zone before the easting: UTM zone " + zone + order,
              zone * 6.0 - 183));
    }
    return all;
  }

  /** Where the numbers would lie; empty when that is nowhere near the system's own zone. */
  private static Optional<Reading> landed(
      Candidate candidate, double east, double north, boolean swapped, CoordinateSystems systems) {
    Coordinate lands;
    SourceSystem system;
    try {
      system = SourceSystem.named("EPSG:" + candidate.code, null, systems);
      lands = system.toLonLat(DRAW.createPoint(new Coordinate(east, north))).getCoordinate();
    } catch (IllegalArgumentException e) { // no such place in that system: not this one, then
      return Optional.empty();
    }
    if (Math.abs(lands.x - candidate.meridian) > 4) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            swapped ? system.swapped() : system, lands, candidate.belief, candidate.reason));
  }
}
