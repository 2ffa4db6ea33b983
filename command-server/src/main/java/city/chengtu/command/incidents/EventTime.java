package city.chengtu.command.incidents;

import city.chengtu.command.api.Gate;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When an event happened, as opposed to when the server heard of it. Everyone's events happen now;
 * only those with the permission {@code clock.set} (crews' devices, bridges from other systems,
 * replay) may say another time.
 */
public final class EventTime {
  public static final String PERMISSION = "clock.set";

  /** Recorded calls are replayed from decades back; what is older is a mistake. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private final Gate gate;
  private final ReferenceData rules;

  public EventTime(Gate gate, ReferenceData rules) {
    this.gate = gate;
    this.rules = rules;
  }

  /**
   * @param field name of the field that holds {@code at}
   * @param at null for the server's time
   */
  public Instant of(CommandContext c, String field, Instant at) {
    if (at == null) {
      return c.now();
    }
    gate.check(c.actor(), PERMISSION);
    return notAhead(c, field, at);
  }

  /**
   * A time that a correction gives: anyone who may correct may say it, but nothing in the future.
   */
  public Instant notAhead(CommandContext c, String field, Instant at) {
    Reference reference = rules.current(c.handle());
    if (at.isAfter(c.now().plus(reference.seconds("eventAheadSeconds")))) {
      throw Refusal.invalid(field, "in-the-future", field + " lies in the future: " + at);
    }
    if (at.isBefore(EARLIEST)) {
      throw Refusal.invalid(field, "too-long-ago", field + " must not lie before " + EARLIEST);
    }
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
