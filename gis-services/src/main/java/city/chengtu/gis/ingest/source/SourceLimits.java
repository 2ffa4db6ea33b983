package city.chengtu.gis.ingest.source;

/**
 * What one delivered file may cost, so that a small hostile one cannot fill the machine.
 *
 * @param bytes most bytes, after unpacking where it is packed
 * @param packing most bytes that one packed byte may become (beyond the first 10 MiB)
 * @param members most members of an archive
 * @param rowBytes most bytes of one row (geometry and text)
 * @param vertices most vertices of one geometry
 * @param columns most fields
 * @param depth deepest nesting of objects, elements or geometry collections
 */
public record SourceLimits(
    long bytes, int packing, int members, int rowBytes, int vertices, int columns, int depth) {
  public SourceLimits {
    if (bytes < 1
        || packing < 1
        || members < 1
        || rowBytes < 1
        || vertices < 1
        || columns < 1
        || depth < 1) {
      throw new IllegalArgumentException("limits must be above zero");
    }
  }

  /** 4 GiB a file, 100 to 1, 10,000 members, 64 MiB and 2 million vertices a row. */
  public static SourceLimits standard() {
    return new SourceLimits(4L << 30, 100, 10_000, 64 << 20, 2_000_000, 2_000, 64);
  }
}
