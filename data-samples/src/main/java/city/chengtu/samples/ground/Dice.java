package city.chengtu.samples.ground;

import java.util.List;

/**
 * Random numbers that depend on nothing but seed, purpose and place (SplitMix64). The JDK's own
 * generators may change their derived methods between releases; the sample city must not.
 */
public final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** Dice for one purpose at one place: the same keys always fall the same way. */
  public static Dice of(long seed, String purpose, long... keys) {
    long state = mix(seed + GOLDEN) ^ mix(purpose.hashCode() * GOLDEN);
    for (long key : keys) {
      state = mix(state * 31 + key + GOLDEN);
    }
    return new Dice(state);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** 0 (included) to bound (excluded). */
  public int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /** Both ends included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** 0 (included) to 1 (excluded). */
  public double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  public double between(double low, double high) {
    return low + (high - low) * unit();
  }

  public boolean chance(double probability) {
    return unit() < probability;
  }

  public <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }
}
