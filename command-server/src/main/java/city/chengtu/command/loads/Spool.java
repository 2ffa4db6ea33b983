package city.chengtu.command.loads;

import city.chengtu.command.journal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where sent files wait: a folder for each load, bounded together. On disk a file is called "data"
 * with its ending: no name a sender chose ever becomes a path.
 */
final class Spool {
  static final List<String> ENDINGS =
      List.of(
          ".geojson.gz",
          ".json.gz",
          ".ndjson.gz",
          ".csv.gz",
          ".kml.gz",
          ".gpx.gz",
          ".gml.gz",
          ".geojson",
          ".geojsonl",
          ".geojsons",
          ".json",
          ".ndjson",
          ".csv",
          ".tsv",
          ".txt",
          ".kml",
          ".kmz",
          ".gpx",
          ".gml",
          ".gpkg",
          ".xlsx",
          ".zip",
          ".shp");

  /** What may come beside a .shp. */
  static final Set<String> SISTERS = Set.of(".dbf", ".prj", ".cpg", ".shx");

  private static final String NAME = "data";
  private static final int LONGEST = 255;

  private final LoadSettings settings;
  private final UUID id;

  /**
   * @throws UncheckedIOException when the folder cannot be made
   */
  Spool(LoadSettings settings) {
    this.settings = settings;
    try {
      Files.createDirectories(settings.folder());
      this.id = own(settings.folder().resolve("spool-id"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + settings.folder(), e);
    }
  }

  private static UUID own(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, UUID.randomUUID().toString(), StandardCharsets.US_ASCII);
    }
    return UUID.fromString(Files.readString(file, StandardCharsets.US_ASCII).strip());
  }

  /** Which folder this is: of several nodes each has its own. */
  UUID id() {
    return id;
  }

  /**
   * The ending by which a first file is read.
   *
   * @throws Refusal 400 for a name no reader knows
   */
  static String ending(String name) {
    requireName(name);
    String plain = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream()
        .filter(plain::endsWith)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "name", "unknown-format", "the name must end in one of " + ENDINGS));
  }

  /**
   * The ending of a file that belongs to a shapefile.
   *
   * @throws Refusal 400 for any other
   */
  static String sister(String name) {
    requireName(name);
    String plain = name.toLowerCase(Locale.ROOT);
    return SISTERS.stream()
        .filter(plain::endsWith)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "name",
                    "unknown-format",
                    "beside a .shp only .dbf, .prj, .cpg and .shx are taken"));
  }

  private static void requireName(String name) {
    boolean plain =
        !name.isBlank()
            && name.length() <= LONGEST
            && name.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7f);
    if (!plain) {
      throw Refusal.invalid("name", "not-a-name", "name must be a file's name, without folders");
    }
  }

  Path folder(UUID load) {
    return settings.folder().resolve(load.toString());
  }

  Path file(UUID load, String ending) {
    return folder(load).resolve(NAME + ending);
  }

  /**
   * The first file of a load.
   *
   * @throws Refusal 409 when it lies on another node, or is gone
   */
  Path first(LoadRecord load) {
    Path file = file(load.id(), ending(load.name()));
    if (!Files.isReadable(file)) {
      throw Refusal.conflict(
          "file-not-here",
          load.spool().equals(id)
              ? "the file is gone; send it again"
              : "the file lies on another node of this server",
          java.util.Map.of());
    }
    return file;
  }

  /** Largest file. */
  long largest() {
    return settings.fileBytes();
  }

  /**
   * Makes room for a file.
   *
   * @param bytes what it says it has; -1 when it does not say
   * @throws Refusal 413 when it is too large, 507 when there is no room for it
   */
  void requireRoom(long bytes) {
    if (bytes > settings.fileBytes()) {
      throw tooLarge();
    }
    long more = Math.max(bytes, 0);
    long usable = settings.folder().toFile().getUsableSpace();
    if (used() + more > settings.spoolBytes() || usable < 2 * more) {
      throw Refusal.of(
          507, "no-room", "there is no room for this file now: finish or discard other loads");
    }
  }

  Refusal tooLarge() {
    return Refusal.of(
        413, "too-large", "a file may have at most " + settings.fileBytes() + " bytes");
  }

  private long used() {
    try (Stream<Path> files = Files.walk(settings.folder())) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + settings.folder(), e);
    }
  }

  /** Bytes of all files of a load. */
  long size(UUID load) {
    try (Stream<Path> files = Files.list(folder(load))) {
      return files.mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder(load), e);
    }
  }

  /** Removes a load's files, if there are any. */
  void remove(UUID load) {
    Path folder = folder(load);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }

  /** Removes what belongs to no load and is older than this. */
  void sweep(Predicate<UUID> known, Duration age, Instant now) {
    try (Stream<Path> folders = Files.list(settings.folder())) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        boolean old = Files.getLastModifiedTime(folder).toInstant().isBefore(now.minus(age));
        UUID load = UUID.fromString(folder.getFileName().toString());
        if (old && !known.test(load)) {
          remove(load);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + settings.folder(), e);
    }
  }
}
