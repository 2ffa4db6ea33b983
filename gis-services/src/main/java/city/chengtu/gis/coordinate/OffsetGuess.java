package city.chengtu.gis.coordinate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;

/**
 * Tells WGS 84, GCJ-02 and BD-09 apart by things whose true place is known: numbers alone cannot.
 * Collect pairs, then ask. All coordinates lon,lat degrees.
 */
public final class OffsetGuess {
  private static final int FEWEST = 5;
  private static final int MOST = 2_000;

  /** A thing of the same name may stand elsewhere too; one further off than this is another. */
  private static final double FARTHEST_METRES = 3_000;

  private static final double CLOSE_METRES = 60;

  private final List<Coordinate> given = new ArrayList<>();
  private final List<Coordinate> known = new ArrayList<>();

  /** A thing's numbers in the file, and where it is known to be. */
  public void pair(Coordinate inFile, Coordinate truly) {
    if (given.size() < MOST && Geodesy.metres(inFile, truly) <= FARTHEST_METRES) {
      given.add(inFile);
      known.add(truly);
    }
  }

  /**
   * The reading under which the things come to lie where they are; empty when none clearly does.
   */
  public Optional<SystemGuess> guess() {
    if (given.size() < FEWEST) {
      return Optional.empty();
    }
    Map<SourceSystem, Double> off = new LinkedHashMap<>();
    off.put(SourceSystem.lonLat(), median(c -> c));
    off.put(SourceSystem.gcj02(), median(ChinaOffset::gcj02ToWgs84));
    off.put(SourceSystem.bd09(), median(ChinaOffset::bd09ToWgs84));
    List<Map.Entry<SourceSystem, Double>> order =
        off.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    double best = order.get(0).getValue();
    double next = order.get(1).getValue();
    if (best > CLOSE_METRES || best * 3 > next) {
      return Optional.empty();
    }
    String reason =
        "%d things of known place lie %.1f m off as %s, %.0f m as %s, %.0f m as %s (median)"
            .formatted(
                given.size(),
                best,
                order.get(0).getKey(),
                next,
                order.get(1).getKey(),
                order.get(2).getValue(),
                order.get(2).getKey());
    return Optional.of(
        new SystemGuess(order.get(0).getKey(), given.size() >= 20 ? 0.98 : 0.9, reason, List.of()));
  }

  private double median(UnaryOperator<Coordinate> reading) {
    double[] metres = new double[given.size()];
    for (int i = 0; i < metres.length; i++) {
      metres[i] = Geodesy.metres(reading.apply(given.get(i)), known.get(i));
    }
    Arrays.sort(metres);
    return metres[metres.length / 2];
  }
}
