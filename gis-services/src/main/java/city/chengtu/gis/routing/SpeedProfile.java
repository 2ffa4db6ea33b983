package city.chengtu.gis.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which roads a vehicle may use and how fast: the rules of routing, as data.
 *
 * <p>The text is CSV with the columns {@code kind,key,value,reason}; {@code #} starts a comment.
 * Kinds: {@code speed} (road class → km/h; a class that is not named cannot be driven), {@code
 * deny} (an access value that shuts the road), {@code setting} (the numbers below).
 */
public final class SpeedProfile {
  private static final String DEFAULT = "speed-profile.csv";
  private static final List<String> SETTINGS =
      List.of("top_speed", "limit_share", "closure_line_metres", "snap_main_metres");

  private final Map<String, Double> speeds = new HashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Map<String, Double> settings = new HashMap<>();

  private SpeedProfile() {}

  /** The profile that comes with the program. */
  public static SpeedProfile standard() {
    try (InputStream in = SpeedProfile.class.getResourceAsStream(DEFAULT)) {
      return read(in, DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DEFAULT, e);
    }
  }

  /**
   * @param name of the text, for error messages
   * @throws IllegalArgumentException names the line that is wrong, or the setting that is missing
   */
  public static SpeedProfile read(InputStream in, String name) throws IOException {
    SpeedProfile profile = new SpeedProfile();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("kind,")) {
        profile.add(line.split(",", 4), name + " line " + number);
      }
    }
    for (String setting : SETTINGS) {
      if (!profile.settings.containsKey(setting)) {
        throw new IllegalArgumentException(name + ": setting '" + setting + "' is missing");
      }
    }
    return profile;
  }

  private void add(String[] cells, String where) {
    if (cells.length < 3) {
      throw new IllegalArgumentException(where + ": expected kind,key,value,reason");
    }
    switch (cells[0]) {
      case "speed" -> speeds.put(cells[1], positive(cells[2], where));
      case "deny" -> denied.add(cells[1]);
      case "setting" -> settings.put(cells[1], positive(cells[2], where));
      default ->
          throw new IllegalArgumentException(
              where + ": kind must be speed, deny or setting, not '" + cells[0] + "'");
    }
  }

  private static double positive(String cell, String where) {
    double value;
    try {
      value = Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(where + ": value is not a number: '" + cell + "'", e);
    }
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(where + ": value must be above zero: " + cell);
    }
    return value;
  }

  /** Metres per second on the stretch; empty when it may not be driven at all. */
  public OptionalDouble metresPerSecond(RoadSegment segment) {
    Double classSpeed = speeds.get(segment.roadClass());
    if (classSpeed == null || (segment.access() != null && denied.contains(segment.access()))) {
      return OptionalDouble.empty();
    }
    double kmh =
        segment.maxspeed() == null ? classSpeed : segment.maxspeed() * settings.get("limit_share");
    return OptionalDouble.of(Math.min(kmh, settings.get("top_speed")) / 3.6);
  }

  /** How near to a road a line drawn on the map must run to mean that road, in metres. */
  public double closureLineMetres() {
    return settings.get("closure_line_metres");
  }

  /** How much farther a road of the main network may lie and still be preferred, in metres. */
  public double snapMainMetres() {
    return settings.get("snap_main_metres");
  }
}
