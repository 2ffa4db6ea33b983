package city.chengtu.command.access;

import city.chengtu.command.access.SessionTable.Way;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Opens and ends sessions, inside a command, and records it. Every session has a secret of its own:
 * nothing that a browser brought along before signing in lives on (session fixation).
 */
final class SessionBook {
  /** Subject kind of sessions in the journal. */
  static final String KIND = "session";

  /** Kept so long after their end, sessions are of no use to anyone. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** So long a person may look for the telephone between the two steps. */
  private static final Duration BETWEEN_STEPS = Duration.ofMinutes(5);

  /** The state of a session in the journal. */
  private record SessionState(
      UUID id,
      String account,
      String seat,
      String address,
      String way,
      Instant openedAt,
      Instant endsAt) {}

  /**
   * A session to be opened.
   *
   * @param address where the request comes from; null when that is known from the session before
   * @param formerHash hash of the secret of the browser's session until now, which ends; null for
   *     none
   * @param providerToken sealed; null for none
   */
  record Opening(
      String account,
      String seat,
      String address,
      Way way,
      String formerHash,
      String providerToken) {}

  private final Supplier<AccessRules> rules;
  private final SessionTable sessions = new SessionTable();

  SessionBook(Supplier<AccessRules> rules) {
    this.rules = rules;
  }

  /** Opens a session that may be used at once. */
  SessionTable.Stored open(CommandContext c, Opening o, String secret) {
    SessionTable.Stored session = insert(c, o, secret, false, rules.get().signIn().absolute());
    record(c, "opened", 1, session, o.address());
    return session;
  }

  /** Opens a short session that can do nothing but show the second factor. */
  SessionTable.Stored openPending(CommandContext c, Opening o, String secret) {
    SessionTable.Stored session = insert(c, o, secret, true, BETWEEN_STEPS);
    record(c, "first-step", 1, session, o.address());
    return session;
  }

  private SessionTable.Stored insert(
      CommandContext c, Opening o, String secret, boolean factorPending, Duration life) {
    SessionTable.Stored session =
        new SessionTable.Stored(
            Secrets.hash(secret),
            UUID.randomUUID(),
            o.account(),
            o.seat() == null ? "" : o.seat().strip(),
            c.now(),
            c.now(),
            c.now().plus(life),
            o.way(),
            factorPending,
            o.providerToken());
    if (o.formerHash() != null) {
      sessions.delete(c.handle(), o.formerHash());
    }
    sessions.deleteEndedBefore(c.handle(), c.now().minus(KEPT));
    sessions.insert(c.handle(), session);
    return session;
  }

  /** Opens the session that follows one whose account has just changed: the old ones have ended. */
  SessionTable.Stored reopen(CommandContext c, SessionTable.Stored before, String secret) {
    SessionTable.Stored session =
        new SessionTable.Stored(
            Secrets.hash(secret),
            UUID.randomUUID(),
            before.account(),
            before.seat(),
            c.now(),
            c.now(),
            before.endsAt(),
            before.way(),
            before.factorPending(),
            before.providerToken());
    sessions.delete(c.handle(), before.secretHash());
    sessions.insert(c.handle(), session);
    record(c, "opened", 1, session, null);
    return session;
  }

  /** Ends a session by its owner's wish. */
  Object close(CommandContext c, SessionTable.Stored session) {
    sessions.delete(c.handle(), session.secretHash());
    record(c, "closed", 2, session, null);
    return null;
  }

  private static void record(
      CommandContext c, String what, long version, SessionTable.Stored s, String address) {
    c.record(
        Change.of(
            "city.chengtu.session." + what,
            new Subject(KIND, s.id().toString()),
            version,
            new SessionState(
                s.id(), s.account(), s.seat(), address, s.way().text(), s.openedAt(), s.endsAt())));
  }
}
