package city.chengtu.gis.ingest;

/**
 * What an OpenStreetMap file may cost, so that a small malicious one cannot fill the machine.
 *
 * @param unpackedBytes most bytes after decompression
 * @param nodes most nodes kept in memory at once; 16 bytes each
 */
public record OsmLimits(long unpackedBytes, int nodes) {
  public OsmLimits {
    if (unpackedBytes < 1 || nodes < 1) {
      throw new IllegalArgumentException("limits must be above zero");
    }
  }

  /** Enough for a province: 16 GiB unpacked, 40 million nodes. */
  public static OsmLimits standard() {
    return new OsmLimits(16L << 30, 40_000_000);
  }
}
