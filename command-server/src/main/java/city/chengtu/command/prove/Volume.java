package city.chengtu.command.prove;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk of its own (tmpfs) that can be filled up and emptied again. */
final class Volume {
  private final Path folder;

  private Volume(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts a small disk on a folder.
   *
   * @return null where mounting is not permitted; the folder is then an ordinary one
   */
  static Volume mount(Path folder, int megabytes, Ending ending) throws IOException {
    Files.createDirectories(folder);
    if (run("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + megabytes + "m", "prove", folder)
        != 0) {
      return null;
    }
    ending.add(() -> run("umount", "-l", folder));
    return new Volume(folder);
  }

  /** Takes all space there is. */
  void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(balloon())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // that is what it is for
    }
  }

  void empty() {
    try {
      Files.deleteIfExists(balloon());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }

  private Path balloon() {
    return folder.resolve("balloon");
  }

  private static int run(Object... command) {
    try {
      return new ProcessBuilder(java.util.Arrays.stream(command).map(Object::toString).toList())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127; // no such program here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
