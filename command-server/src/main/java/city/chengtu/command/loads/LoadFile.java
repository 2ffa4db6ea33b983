package city.chengtu.command.loads;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.coordinate.DatumShift;
import city.chengtu.gis.coordinate.SourceSystem;
import city.chengtu.gis.ingest.load.Preview;
import city.chengtu.gis.ingest.load.SourceFiles;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.TextEncoding;
import java.io.IOException;
import java.nio.file.Path;

/** A sent file, opened by what was decided about it. */
final class LoadFile implements AutoCloseable {
  private final Source source;
  private final Preview found;
  private final Surroundings around;

  private LoadFile(Source source, Preview found, Surroundings around) {
    this.source = source;
    this.found = found;
    this.around = around;
  }

  /**
   * Looks through the file. Blocking, seconds for a large one.
   *
   * @throws IOException when it cannot be read, saying why
   * @throws IllegalArgumentException when something must be decided first, saying what
   */
  static LoadFile open(Path file, LoadOptions options, Surroundings around) throws IOException {
    Source source = SourceFiles.open(file, options.wishes(), SourceLimits.standard());
    try {
      Surroundings city =
          Boolean.TRUE.equals(options.anywhere())
              ? new Surroundings(null, around.knownPlaces())
              : around;
      return new LoadFile(
          source, Preview.of(source, options.wishes(), city, new CoordinateSystems()), city);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * Refuses options that are wrong whatever the file is.
   *
   * @throws Refusal 400 naming the option
   */
  static void check(LoadOptions options) {
    DatumShift shift = null;
    if (options.shift() != null) {
      try {
        shift = DatumShift.parse(options.shift());
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("/shift", "not-a-shift", e.getMessage());
      }
    }
    if (options.encoding() != null && TextEncoding.named(options.encoding()).isEmpty()) {
      throw Refusal.invalid(
          "/encoding", "unknown-encoding", "no encoding is called '" + options.encoding() + "'");
    }
    if (options.crs() != null) {
      try {
        SourceSystem.named(options.crs(), shift, new CoordinateSystems());
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("/crs", "unusable-crs", e.getMessage());
      }
    }
  }

  Source source() {
    return source;
  }

  Preview found() {
    return found;
  }

  Surroundings around() {
    return around;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
