package city.chengtu.command.journal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;

/**
 * The final state of a command.
 *
 * @param state done or refused
 * @param status HTTP status of the answer
 * @param answer JSON text of the answer: the new state, or the problem
 * @param position journal position after the command; 0 when it was refused
 */
public record Receipt(
    UUID id,
    String kind,
    String account,
    String state,
    int status,
    @JsonRawValue String answer,
    long position,
    Instant at) {
  public static final String DONE = "done";
  public static final String REFUSED = "refused";

  public boolean refused() {
    return REFUSED.equals(state);
  }
}
