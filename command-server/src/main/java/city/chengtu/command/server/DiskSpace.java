package city.chengtu.command.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How much room there is where the data lies. Asking is free; looking may take time. */
final class DiskSpace {
  private final Path folder;
  private final long warnBytes;
  private final long reserveBytes;
  private volatile long usable = Long.MAX_VALUE;
  private volatile String failure;

  /**
   * @param warnMegabytes less than this is said
   * @param reserveMegabytes less than this is kept for the store's own needs
   */
  DiskSpace(Path folder, int warnMegabytes, int reserveMegabytes) {
    this.folder = folder;
    this.warnBytes = (long) warnMegabytes << 20;
    this.reserveBytes = (long) reserveMegabytes << 20;
  }

  /** Looks again. May block while the file system does not answer. */
  void look() {
    try {
      usable = Files.getFileStore(folder).getUsableSpace();
      failure = null;
    } catch (IOException e) {
      failure = "the room in the data folder is not known: " + e.getMessage();
    }
  }

  /** Bytes this process may still write, as of the last look. */
  long usable() {
    return usable;
  }

  /** What to tell the operator of the server; empty while there is room. */
  Optional<String> low() {
    if (failure != null) {
      return Optional.of(failure);
    }
    return usable < warnBytes ? Optional.of(left()) : Optional.empty();
  }

  /** Not even the reserve is left: an embedded store that runs into the end of the disk breaks. */
  Optional<String> full() {
    return failure == null && usable < reserveBytes ? Optional.of(left()) : Optional.empty();
  }

  private String left() {
    return (usable >> 20) + " MB are left in the data folder";
  }
}
