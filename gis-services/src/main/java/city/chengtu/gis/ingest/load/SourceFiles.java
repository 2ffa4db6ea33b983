package city.chengtu.gis.ingest.load;

import city.chengtu.gis.ingest.geopackage.GeoPackageSource;
import city.chengtu.gis.ingest.json.GeoJsonSource;
import city.chengtu.gis.ingest.markup.GmlSource;
import city.chengtu.gis.ingest.markup.GpxSource;
import city.chengtu.gis.ingest.markup.KmlSource;
import city.chengtu.gis.ingest.shapefile.ShapefileSource;
import city.chengtu.gis.ingest.source.Archive;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.table.CsvSource;
import city.chengtu.gis.ingest.table.XlsxSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Opens a delivered file, whatever it is. The name's ending says which format; the content is then
 * held to it.
 */
public final class SourceFiles {
  private static final List<String> JSON =
      List.of(".geojson", ".json", ".ndjson", ".geojsonl", ".geojsons");
  private static final List<String> TABLE = List.of(".csv", ".tsv", ".txt");

  private final Path file;
  private final Wishes wishes;
  private final SourceLimits limits;
  private final String name;

  private SourceFiles(Path file, Wishes wishes, SourceLimits limits) {
    this.file = file;
    this.wishes = wishes;
    this.limits = limits;
    this.name = String.valueOf(file.getFileName());
  }

  /**
   * @throws SourceException when nothing in it can be read, naming why
   * @throws IllegalArgumentException for a wish that cannot be
   */
  public static Source open(Path file, Wishes wishes, SourceLimits limits) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SourceException("cannot read " + file);
    }
    return new SourceFiles(file, wishes, limits).open();
  }

  private Source open() throws IOException {
    String ending = name.toLowerCase(Locale.ROOT);
    if (ending.endsWith(".zip") || ending.endsWith(".kmz")) {
      return fromArchive();
    }
    if (ending.endsWith(".shp")) {
      return looseShapefile();
    }
    if (ending.endsWith(".gpkg")) {
      return GeoPackageSource.open(file, wishes.part(), limits);
    }
    if (ending.endsWith(".xlsx")) {
      Archive archive = Archive.open(file, limits);
      return keeping(
          archive, () -> XlsxSource.open(archive, name, wishes.part(), wishes.columns(), limits));
    }
    if (ending.endsWith(".gz")) {
      String inner = name.substring(0, name.length() - 3);
      return single(new Unpacked(file, inner, limits), inner);
    }
    return single(Content.of(file, limits), name);
  }

  /** A format that is one file and can be read from its start. */
  private Source single(Content content, String called) throws IOException {
    String ending = called.toLowerCase(Locale.ROOT);
    String stem = stem(called);
    if (JSON.stream().anyMatch(ending::endsWith)) {
      return GeoJsonSource.open(content, stem, limits);
    }
    if (TABLE.stream().anyMatch(ending::endsWith)) {
      return CsvSource.open(content, stem, wishes.encoding(), wishes.columns(), limits);
    }
    if (ending.endsWith(".kml")) {
      return KmlSource.open(content, stem, limits);
    }
    if (ending.endsWith(".gpx")) {
      return GpxSource.open(content, stem, wishes.part(), limits);
    }
    if (ending.endsWith(".gml")) {
      return GmlSource.open(content, stem, wishes.part(), limits);
    }
    throw new SourceException(
        called
            + ": the name must end in .shp, .zip, .gpkg, .geojson, .json, .ndjson, .csv, .tsv, .xlsx,"
            + " .kml, .kmz, .gpx or .gml");
  }

  private Source looseShapefile() throws IOException {
    String stem = stem(name);
    return ShapefileSource.open(
        new ShapefileSource.Files(
            stem,
            Content.of(file, limits),
            sister(stem, ".dbf"),
            sister(stem, ".prj"),
            sister(stem, ".cpg")),
        wishes.encoding(),
        List.of(stem),
        List.of(),
        limits);
  }

  /** The file beside this one, whatever the case of its ending. */
  private Content sister(String stem, String ending) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().equalsIgnoreCase(stem + ending))
          .filter(Files::isRegularFile)
          .findFirst()
          .map(f -> Content.of(f, limits))
          .orElse(null);
    }
  }

  private Source fromArchive() throws IOException {
    Archive archive = Archive.open(file, limits);
    return keeping(archive, () -> inArchive(archive));
  }

  private Source inArchive(Archive archive) throws IOException {
    Map<String, Content> parts = new LinkedHashMap<>();
    archive
        .members()
        .forEach(
            (path, content) -> {
              if (isReadable(path)) {
                parts.put(
                    path.toLowerCase(Locale.ROOT).endsWith(".shp") ? stem(path) : path, content);
              }
            });
    if (parts.isEmpty()) {
      throw new SourceException(
          name
              + ": holds nothing that can be read, only "
              + new ArrayList<>(archive.members().keySet()));
    }
    String chosen = wishes.part() == null ? parts.keySet().iterator().next() : wishes.part();
    Content content = parts.get(chosen);
    if (content == null) {
      throw new SourceException(name + ": has no part '" + chosen + "', but " + parts.keySet());
    }
    return content.name().toLowerCase(Locale.ROOT).endsWith(".shp")
        ? zippedShapefile(archive, chosen, content, List.copyOf(parts.keySet()))
        : single(content, content.name());
  }

  private static boolean isReadable(String path) {
    String ending = path.toLowerCase(Locale.ROOT);
    return ending.endsWith(".shp")
        || ending.endsWith(".kml")
        || ending.endsWith(".gpx")
        || ending.endsWith(".gml")
        || JSON.stream().anyMatch(ending::endsWith)
        || ending.endsWith(".csv")
        || ending.endsWith(".tsv");
  }

  private Source zippedShapefile(Archive archive, String stem, Content shp, List<String> parts)
      throws IOException {
    String key = stem.toLowerCase(Locale.ROOT);
    Map<String, Content> sisters = new LinkedHashMap<>();
    archive
        .members()
        .forEach((path, content) -> sisters.put(path.toLowerCase(Locale.ROOT), content));
    return ShapefileSource.open(
        new ShapefileSource.Files(
            stem,
            shp,
            sisters.get(key + ".dbf"),
            sisters.get(key + ".prj"),
            sisters.get(key + ".cpg")),
        wishes.encoding(),
        parts,
        archive.remarks(),
        limits);
  }

  private static String stem(String called) {
    int dot = called.lastIndexOf('.');
    return dot <= 0 ? called : called.substring(0, dot);
  }

  @FunctionalInterface
  private interface Opening {
    Source open() throws IOException;
  }

  /** The archive stays open as long as the source, and not when there is none. */
  private static Source keeping(Archive archive, Opening opening) throws IOException {
    try {
      return new InArchive(opening.open(), archive);
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private record InArchive(Source source, Archive archive) implements Source {
    @Override
    public SourceCard card() {
      return source.card();
    }

    @Override
    public boolean saysTypes() {
      return source.saysTypes();
    }

    @Override
    public long deleted() {
      return source.deleted();
    }

    @Override
    public void read(RowTaker taker) throws IOException {
      source.read(taker);
    }

    @Override
    public void close() throws IOException {
      try (archive) {
        source.close();
      }
    }
  }

  /** A gzipped file, cut off where it grows beyond measure. */
  private record Unpacked(Path file, String name, SourceLimits limits) implements Content {
    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public InputStream open() throws IOException {
      long most = Math.min(limits.bytes(), Math.max(10L << 20, size() * limits.packing()));
      InputStream packed = Content.of(file, limits).open();
      try {
        return new Content.Limited(new GZIPInputStream(packed, 1 << 16), most, name);
      } catch (IOException e) {
        packed.close();
        throw new SourceException(file.getFileName() + ": not gzip: " + e.getMessage(), e);
      }
    }
  }
}
