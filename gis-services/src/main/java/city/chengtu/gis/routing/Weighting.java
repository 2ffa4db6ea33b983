package city.chengtu.gis.routing;

/** What a search makes least. Of ways equal in that, it takes the one least in the other. */
public enum Weighting {
  TIME,
  DISTANCE;

  /** The weight of a way; see {@link RoadGraph} for the two halves. */
  long weight(int millis, int centimetres) {
    return this == TIME
        ? ((long) millis << Integer.SIZE) + centimetres
        : ((long) centimetres << Integer.SIZE) + millis;
  }

  int millis(long weight) {
    return this == TIME ? upper(weight) : (int) weight;
  }

  int centimetres(long weight) {
    return this == TIME ? (int) weight : upper(weight);
  }

  static int upper(long weight) {
    return (int) (weight >>> Integer.SIZE);
  }
}
