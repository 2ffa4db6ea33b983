package city.chengtu.samples.ground;

import java.util.Locale;

/**
 * Classes of road in the words of OSM's {@code highway} tag, with the width between red lines (红线)
 * in metres.
 */
public enum RoadClass {
  TRUNK(44, 70),
  PRIMARY(40, 60),
  SECONDARY(32, 50),
  TERTIARY(24, 40),
  RESIDENTIAL(18, 30),
  SERVICE(8, 15);

  private final int width;
  private final int speed;

  RoadClass(int width, int speed) {
    this.width = width;
    this.speed = speed;
  }

  public int halfWidth() {
    return width / 2;
  }

  /** km/h as signed. */
  public int maxSpeed() {
    return speed;
  }

  /** The value of OSM's highway tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for the roads of the lattice. */
  public boolean arterial() {
    return compareTo(SECONDARY) <= 0;
  }
}
