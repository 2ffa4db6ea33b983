package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is behind a credential, as the database said a moment ago.
 *
 * @param id of the session or the token
 * @param session of a person; empty for a machine
 * @param until end of the session or token, if nothing else happens
 * @param pending what must be done first; the actor holds no roles until then
 */
record Identified(
    Actor actor, UUID id, Optional<SessionTable.Stored> session, Instant until, Pending pending) {
  /** What stands between a person and the work. */
  enum Pending {
    NOTHING(null),
    /** The second step of signing in: only that, and signing out, is possible. */
    SECOND_FACTOR("second-factor"),
    PASSWORD("password"),
    ENROLMENT("second-factor-enrolment");

    private final String text;

    Pending(String text) {
      this.text = text;
    }

    /** As clients read it; null for nothing. */
    String text() {
      return text;
    }
  }
}
