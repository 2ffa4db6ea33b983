package city.chengtu.gis.ingest.load;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.coordinate.OffsetGuess;
import city.chengtu.gis.coordinate.SourceSystem;
import city.chengtu.gis.coordinate.SystemGuess;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard.StatedSystem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * The reference system a load uses: what the user says, else what the file says, else what the
 * numbers tell.
 *
 * @param system null when it must be named by the user; the reason says why
 * @param confidence 0 to 1; 1 when somebody said it
 */
public record SystemChoice(
    SourceSystem system, double confidence, String reason, List<String> alternatives) {
  /** Below this a person must confirm the guess by naming the system. */
  static final double ENOUGH = 0.5;

  private static final double STANDARD = 0.85;
  private static final int MOST_LOOKED = 20_000;

  public SystemChoice {
    Objects.requireNonNull(reason, "reason");
    alternatives = List.copyOf(alternatives);
  }

  /**
   * What is known beside the file.
   *
   * @param city where the layer should lie, lon,lat degrees; null when not known
   * @param knownPlaces true places by name, lon,lat degrees; asked only when the numbers alone do
   *     not tell
   */
  public record Surroundings(Envelope city, Supplier<Map<String, Coordinate>> knownPlaces) {
    public static final Surroundings UNKNOWN = new Surroundings(null, Map::of);

    public Surroundings {
      city = city == null ? null : city.copy();
      Objects.requireNonNull(knownPlaces, "knownPlaces");
    }

    /** The envelope is copied: JTS envelopes are mutable. */
    @Override
    public Envelope city() {
      return city == null ? null : city.copy();
    }
  }

  /**
   * @throws IllegalArgumentException when what the user or the file names cannot be used, saying
   *     what to give
   */
  public static SystemChoice find(
      Source source, SourceScan scan, Wishes wishes, Surroundings around, CoordinateSystems systems)
      throws IOException {
    SystemChoice choice = straight(source, scan, wishes, around, systems);
    if (!wishes.swap() || choice.system == null) {
      return choice;
    }
    return new SystemChoice(
        choice.system.swapped(),
        choice.confidence,
        choice.reason + ", north first as the user says",
        List.of());
  }

  private static SystemChoice straight(
      Source source, SourceScan scan, Wishes wishes, Surroundings around, CoordinateSystems systems)
      throws IOException {
    if (wishes.system() != null) {
      return said(SourceSystem.named(wishes.system(), wishes.shift(), systems), "the user says so");
    }
    StatedSystem stated = source.card().system();
    if (stated != null) {
      SourceSystem system =
          stated.code() == null
              ? SourceSystem.ofWkt(stated.wkt(), wishes.shift())
              : SourceSystem.named(stated.code(), wishes.shift(), systems);
      return said(system, "stated by " + stated.where());
    }
    SystemGuess guess = byStandard(source, byMiddle(scan, around, systems));
    return byKnownPlaces(source, guess, around).map(SystemChoice::of).orElseGet(() -> of(guess));
  }

  /** By where most rows lie. */
  private static SystemGuess byMiddle(
      SourceScan scan, Surroundings around, CoordinateSystems systems) {
    SystemGuess guess = SystemGuess.of(scan.middle(), around.city(), systems);
    return scan.hasStrays()
        ? new SystemGuess(
            guess.system(),
            guess.confidence(),
            guess.reason()
                + "; some rows lie far from the others and were left out of account, it is the"
                + " middle nine tenths that tell",
            guess.alternatives())
        : guess;
  }

  private static SystemChoice said(SourceSystem system, String reason) {
    return new SystemChoice(system, 1, reason, List.of());
  }

  private static SystemChoice of(SystemGuess guess) {
    return new SystemChoice(
        guess.system(), guess.confidence(), guess.reason(), guess.alternatives());
  }

  /** GeoJSON without a word about it is lon,lat by its standard: that, where the numbers agree. */
  private static SystemGuess byStandard(Source source, SystemGuess guess) {
    boolean agrees =
        source.card().format().startsWith("GeoJSON")
            && guess.system() != null
            && guess.system().name().equals(SourceSystem.lonLat().name());
    return agrees && guess.confidence() < STANDARD
        ? new SystemGuess(
            guess.system(), STANDARD, guess.reason() + "; RFC 7946 knows lon,lat only", List.of())
        : guess;
  }

  /** Degrees may be shifted ones; places whose name is known tell. */
  private static Optional<SystemGuess> byKnownPlaces(
      Source source, SystemGuess guess, Surroundings around) throws IOException {
    boolean degrees = guess.system() != null && guess.system().name().equals("EPSG:4490");
    Map<String, Coordinate> known = degrees ? around.knownPlaces().get() : Map.of();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    OffsetGuess offset = new OffsetGuess();
    AtomicInteger looked = new AtomicInteger();
    source.read(
        row -> {
          if (row.geometry() != null && !row.geometry().isEmpty()) {
            Coordinate here = row.geometry().getCentroid().getCoordinate();
            row.values().values().stream()
                .filter(String.class::isInstance)
                .map(known::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(truly -> offset.pair(here, truly));
          }

          return looked.incrementAndGet() < MOST_LOOKED;
        });
    return offset.guess();
  }

  /** "EPSG:4547 (confidence 90 %: …)". */
  @Override
  public String toString() {
    return system == null
        ? "unknown: " + reason + (alternatives.isEmpty() ? "" : "; possible: " + alternatives)
        : "%s (confidence %.0f %%: %s)%s"
            .formatted(
                system,
                confidence * 100,
                reason,
                alternatives.isEmpty() ? "" : "; also possible: " + alternatives);
  }
}
