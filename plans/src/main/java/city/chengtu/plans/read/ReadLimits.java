package city.chengtu.plans.read;

/**
 * Bounds on what a plan file may cost to read.
 *
 * @param characters largest file
 * @param depth deepest nesting
 * @param aliases most YAML aliases of collections, against the "billion laughs" expansion
 */
public record ReadLimits(int characters, int depth, int aliases) {
  /** Ample for plans written by people: half a million characters are some 10,000 lines. */
  public static final ReadLimits DEFAULT = new ReadLimits(500_000, 24, 20);
}
