package city.chengtu.command.cases;

import city.chengtu.command.cases.CaseTable.Position;
import city.chengtu.command.journal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** A page's end as text that clients hand back unread. */
final class Cursor {
  private Cursor() {}

  static String write(Position position) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.reportedAt());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((micros + "," + position.id()).getBytes(StandardCharsets.US_ASCII));
  }

  static Position read(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(",", 2);
      return new Position(
          Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
          UUID.fromString(parts[1]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | ArithmeticException e) {
      throw Refusal.invalid("after", "not-a-cursor", "after must be a cursor from 'next'");
    }
  }
}
