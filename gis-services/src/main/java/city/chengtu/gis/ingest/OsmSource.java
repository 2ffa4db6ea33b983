package city.chengtu.gis.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** An OpenStreetMap file that can be read again and again from its beginning. */
interface OsmSource {
  void scan(OsmVisitor visitor) throws IOException;

  /**
   * Chooses the format by the file's name.
   *
   * @throws OsmFormatException when it ends in none of .osm.pbf, .pbf, .osm.gz, .osm
   */
  static OsmSource of(Path file, OsmLimits limits) throws OsmFormatException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".pbf")) {
      return new OsmPbfSource(file, limits);
    }
    if (name.endsWith(".osm.gz") || name.endsWith(".osm")) {
      return new OsmXmlSource(file, limits);
    }
    throw new OsmFormatException(
        file.getFileName() + ": the name must end in .osm.pbf, .osm.gz or .osm");
  }

  /** The file's bytes, unpacked if it is packed, cut off with an error at the limit. */
  static InputStream open(Path file, OsmLimits limits) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return new OsmLimitedStream(bytes, limits.unpackedBytes(), file);
    }
    try {
      return new OsmLimitedStream(
          new GZIPInputStream(bytes, 1 << 16), limits.unpackedBytes(), file);
    } catch (IOException e) {
      bytes.close();
      throw new OsmFormatException(file.getFileName() + ": not gzip: " + e.getMessage(), e);
    }
  }
}
