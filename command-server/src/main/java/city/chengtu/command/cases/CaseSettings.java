package city.chengtu.command.cases;

/**
 * Settings of this package.
 *
 * @param attachmentBytes largest picture taken, bytes; the store keeps each in one row, so no more
 *     than 64 MiB
 */
public record CaseSettings(int attachmentBytes) {
  /** 8 MiB: a phone's photo at full size. */
  public static final CaseSettings STANDARD = new CaseSettings(8 << 20);

  private static final int MOST = 64 << 20;

  public CaseSettings {
    if (attachmentBytes < 1 || attachmentBytes > MOST) {
      throw new IllegalArgumentException(
          "attachmentBytes must be from 1 to " + MOST + ": " + attachmentBytes);
    }
  }
}
