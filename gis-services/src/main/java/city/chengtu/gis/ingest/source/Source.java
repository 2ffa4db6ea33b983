package city.chengtu.gis.ingest.source;

import java.io.IOException;

/**
 * A delivered file (or one part of it: a sheet, a table) as rows. Can be read again and again from
 * its first row. Not for several threads at once.
 */
public interface Source extends AutoCloseable {
  /** What is known before the rows are read. */
  SourceCard card();

  /**
   * True when a text in this format is meant as text even where it looks like a number: in JSON,
   * not in CSV.
   */
  default boolean saysTypes() {
    return false;
  }

  /** How many rows the last reading passed over because the file marks them as deleted. */
  default long deleted() {
    return 0;
  }

  /**
   * Gives the rows in the order of the file, until they end or the taker wants no more. What is
   * wrong with a row is in its faults.
   *
   * @throws SourceException when the file is not what it says it is, naming the place
   */
  void read(RowTaker taker) throws IOException;

  @Override
  default void close() throws IOException {}

  /** Who is given the rows. */
  @FunctionalInterface
  interface RowTaker {
    /**
     * @return false to end the reading here
     */
    boolean take(SourceRow row);
  }
}
