package city.chengtu.command.backup;

import java.time.Instant;
import java.util.List;

/**
 * The first entry of a back-up: what it is of. Known before the first row is read.
 *
 * @param format always {@link #FORMAT}
 * @param formatVersion {@link #VERSION} or lower
 * @param madeBy version of the program
 * @param store "h2" or "postgresql"; either can be restored into either
 * @param migrations versions of the scripts that had made the tables, those shared by both stores
 * @param tables in the order in which they can be filled
 */
public record BackupHeader(
    String format,
    int formatVersion,
    String madeBy,
    Instant madeAt,
    String store,
    Head journal,
    List<String> migrations,
    List<TableShape> tables) {
  static final String FORMAT = "chengtu-backup";
  static final int VERSION = 1;

  /**
   * Where the journal stood.
   *
   * @param algorithm of the chain: SHA_256 or SM3
   */
  public record Head(long position, String hash, String algorithm) {}

  BackupHeader checked() {
    if (!FORMAT.equals(format) || journal == null || migrations == null || tables == null) {
      throw new DamagedBackupException("the back-up's first entry is damaged", null);
    }
    if (formatVersion < 1 || formatVersion > VERSION) {
      throw new IllegalArgumentException(
          "the back-up is of format "
              + formatVersion
              + ", this program ("
              + VERSION
              + ") is too old for it; it was made by Chengtu "
              + madeBy);
    }
    return this;
  }
}
