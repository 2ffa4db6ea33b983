package city.chengtu.command.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;

/** A back-up as a file, open or sealed. */
public final class BackupFile {
  private BackupFile() {}

  /**
   * A new file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one of that name
   */
  public static OutputStream create(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.newOutputStream(file, StandardOpenOption.WRITE);
  }

  /** What to write a back-up to; sealed when there is a key. */
  public static OutputStream sealing(OutputStream out, Optional<BackupKey> key) throws IOException {
    return key.isPresent() ? new SealedOutput(out, key.get()) : out;
  }

  /**
   * Opens a back-up.
   *
   * @param key needed when it is sealed; ignored when it is not
   * @throws IllegalArgumentException when it is sealed and there is no key, or one of another kind
   * @throws DamagedBackupException when the key does not open it
   */
  public static InputStream open(Path file, Optional<BackupKey> key) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      if (!isSealed(in)) {
        return in;
      }
      return new SealedInput(
          in,
          key.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      file.getFileName()
                          + " is sealed: give --encrypt-with KEYFILE, or the pass phrase in"
                          + " CHENGTU_BACKUP_PASSPHRASE")));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static boolean isSealed(InputStream in) throws IOException {
    in.mark(SealHeader.MAGIC.length);
    byte[] first = in.readNBytes(SealHeader.MAGIC.length);
    in.reset();
    return Arrays.equals(first, SealHeader.MAGIC);
  }

  /**
   * Reads the whole back-up and proves that it is as it was written.
   *
   * @throws DamagedBackupException when it is not, saying what is wrong
   */
  public static Backup.Made verify(Path file, Optional<BackupKey> key, Progress progress)
      throws IOException {
    BackupCheck check = new BackupCheck(progress);
    try (InputStream in = open(file, key)) {
      BackupReader.read(in, check);
    }
    return check.made();
  }

  /**
   * Takes a back-up from a running server, proves it on the way, and adds further files.
   *
   * @return what it holds; nothing of it may be used when this throws
   */
  public static Backup.Made take(
      InputStream from, OutputStream to, SortedMap<String, byte[]> files, Progress progress)
      throws IOException {
    try (BackupWriter writer = new BackupWriter(to)) {
      BackupCopy copy = new BackupCopy(writer, files, progress);
      BackupReader.read(from, copy);
      return copy.made();
    }
  }
}
