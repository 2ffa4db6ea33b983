package city.chengtu.command.access;

import city.chengtu.command.access.Identified.Pending;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.TransientFailure;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Who is behind a cookie or a token. The database says; its answer is believed for five seconds,
 * less when the journal says that the account has changed. While the database does not answer, what
 * it said last is believed for a quarter of an hour: operators keep their screens, and nobody can
 * change a right meanwhile.
 */
final class Identities {
  /** How long another node's revocation may go unnoticed if the journal is late. */
  static final Duration BELIEVED = Duration.ofSeconds(5);

  /** As long as nothing can be asked. */
  static final Duration BELIEVED_IN_AN_OUTAGE = Duration.ofMinutes(15);

  /** Uses are written down no more often than this: the idle time-out may come so much early. */
  private static final Duration TOUCH = Duration.ofSeconds(30);

  private static final int KEPT = 20_000;

  /** Begins a key that is no hash of a secret. */
  private static final String GUEST = "guest ";

  private static final UUID GUEST_ID = new UUID(0, 0);

  /** Whatever its roles give: a stranger reads the map and does nothing else. */
  private static final Set<String> GUESTS_MAY = Set.of("catalogue.read", "layer.read", "see:*");

  private record Known(Identified identified, Instant readAt) {}

  private final Jdbi jdbi;
  private final Clock clock;
  private final Supplier<AccessRules> rules;
  private final Set<String> factorRoles;
  private final AccountTable accounts = new AccountTable();
  private final FactorTable factors = new FactorTable();
  private final SessionTable sessions = new SessionTable();
  private final TokenTable tokens = new TokenTable();
  private final Cache<String, Known> known =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(BELIEVED_IN_AN_OUTAGE).build();

  Identities(Jdbi jdbi, Clock clock, Supplier<AccessRules> rules, Set<String> factorRoles) {
    this.factorRoles = factorRoles;
    this.jdbi = jdbi;
    this.clock = clock;
    this.rules = rules;
  }

  /** What was read moments ago; empty when the database must be asked. Never blocks. */
  Optional<Identified> recent(String secret) {
    Known entry = known.getIfPresent(Secrets.hash(secret));
    Instant now = clock.instant();
    return Optional.ofNullable(entry)
        .filter(k -> now.isBefore(k.readAt().plus(BELIEVED)))
        .map(Known::identified)
        .filter(i -> now.isBefore(i.until()));
  }

  /** The person behind a cookie's value; empty when the session has ended. Blocking. */
  Optional<Identified> session(String secret) {
    return remember(secret, h -> session(h, Secrets.hash(secret), true));
  }

  /** As {@link #session}, but not a use of the session: it may become idle meanwhile. Blocking. */
  Optional<Identified> watchedSession(String secret) {
    return jdbi.inTransaction(h -> session(h, Secrets.hash(secret), false));
  }

  /** The machine behind a token; empty when it does not hold. Blocking. */
  Optional<Identified> token(String secret) {
    return remember(secret, h -> token(h, Secrets.hash(secret)));
  }

  /**
   * Who has not signed in, where an account stands for all strangers: with its rights, as far as
   * they are for reading the map. Empty when there is no such account. Blocking.
   */
  Optional<Identified> guest(String account) {
    return ask(GUEST + account, h -> guest(h, account, clock.instant()));
  }

  /** As {@link #guest}, from memory. Never blocks. */
  Optional<Identified> recentGuest(String account) {
    Instant now = clock.instant();
    return Optional.ofNullable(known.getIfPresent(GUEST + account))
        .filter(k -> now.isBefore(k.readAt().plus(BELIEVED)))
        .map(Known::identified);
  }

  /** The person of an account as it is now, for work done in his name; empty when disabled. */
  Optional<Actor> person(String account) {
    return jdbi.withHandle(h -> accounts.find(h, account))
        .map(AccountTable.Stored::account)
        .filter(a -> !a.disabled())
        .map(a -> a.actor(""));
  }

  private Optional<Identified> guest(Handle h, String account, Instant now) {
    return accounts
        .find(h, account)
        .map(AccountTable.Stored::account)
        .filter(a -> !a.disabled())
        .map(
            a ->
                new Identified(
                    new Actor(
                        a.account(),
                        a.name(),
                        a.organisation(),
                        a.area(),
                        Set.copyOf(a.roles()),
                        GUESTS_MAY,
                        "guest",
                        "guest"),
                    GUEST_ID,
                    Optional.empty(),
                    now.plus(BELIEVED_IN_AN_OUTAGE),
                    Pending.NOTHING));
  }

  private Optional<Identified> remember(
      String secret, HandleCallback<Optional<Identified>, RuntimeException> read) {
    return ask(Secrets.hash(secret), read);
  }

  private Optional<Identified> ask(
      String key, HandleCallback<Optional<Identified>, RuntimeException> read) {
    Instant readAt = clock.instant();
    Optional<Identified> found;
    try {
      found = jdbi.inTransaction(read);
    } catch (RuntimeException e) {
      return duringOutage(key, e);
    }
    found.ifPresentOrElse(i -> known.put(key, new Known(i, readAt)), () -> known.invalidate(key));
    return found;
  }

  private Optional<Identified> duringOutage(String key, RuntimeException failure) {
    Known last = known.getIfPresent(key);
    if (last == null
        || !TransientFailure.isOutage(failure)
        || !clock.instant().isBefore(last.identified().until())) {
      throw failure;
    }
    return Optional.of(last.identified());
  }

  private Optional<Identified> session(Handle h, String hash, boolean use) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SignInRules signIn = rules.get().signIn();
    Optional<SessionTable.Stored> session =
        sessions.find(h, hash).filter(s -> s.isOpen(now, signIn));
    if (session.isEmpty()) {
      return Optional.empty();
    }
    SessionTable.Stored s = session.get();
    Instant usedAt = s.usedAt();
    if (use && Duration.between(usedAt, now).compareTo(touchAfter(signIn)) >= 0) {
      sessions.touch(h, hash, now);
      usedAt = now;
    }
    Instant idleEnd = usedAt.plus(signIn.idle());
    Instant until = idleEnd.isBefore(s.endsAt()) ? idleEnd : s.endsAt();
    return accounts
        .find(h, s.account())
        .map(AccountTable.Stored::account)
        .filter(a -> !a.disabled())
        .map(a -> person(a, s, until, pending(h, a, s, now)));
  }

  private static Duration touchAfter(SignInRules signIn) {
    Duration part = signIn.idle().dividedBy(20);
    return part.compareTo(TOUCH) < 0 ? part : TOUCH;
  }

  private Pending pending(Handle h, Account a, SessionTable.Stored s, Instant now) {
    if (s.factorPending()) {
      return Pending.SECOND_FACTOR;
    }
    if (s.way() != SessionTable.Way.PASSWORD) {
      return Pending.NOTHING; // passwords and second factors are then others' business
    }
    if (a.mustChange() || isTooOld(a, now)) {
      return Pending.PASSWORD;
    }
    boolean needed = !Collections.disjoint(a.roles(), factorRoles);
    return needed && !factors.isConfirmed(h, a.account()) ? Pending.ENROLMENT : Pending.NOTHING;
  }

  private static Identified person(
      Account a, SessionTable.Stored s, Instant until, Pending pending) {
    Actor actor = a.actor(s.seat());
    return new Identified(
        pending == Pending.NOTHING ? actor : actor.withoutRoles(),
        s.id(),
        Optional.of(s),
        until,
        pending);
  }

  private boolean isTooOld(Account a, Instant now) {
    Duration maxAge = rules.get().signIn().maxAge();
    return !maxAge.isZero() && !now.isBefore(a.passwordAt().plus(maxAge));
  }

  private Optional<Identified> token(Handle h, String hash) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<Token> found = tokens.findBySecret(h, hash).filter(t -> t.isValid(now));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Token token = found.get();
    if (token.usedAt() == null || Duration.between(token.usedAt(), now).compareTo(TOUCH) >= 0) {
      tokens.touch(h, token.id(), now);
    }
    return accounts
        .find(h, token.account())
        .map(AccountTable.Stored::account)
        .filter(a -> !a.disabled())
        .map(a -> machine(a, token));
  }

  private static Identified machine(Account a, Token token) {
    return new Identified(
        new Actor(
            a.account(),
            a.name(),
            a.organisation(),
            a.area(),
            Set.copyOf(a.roles()),
            Set.copyOf(token.scopes()),
            token.name(),
            "machine"),
        token.id(),
        Optional.empty(),
        token.endsAt(),
        Pending.NOTHING);
  }

  /** New journal entries: what they may have changed is asked again. Never blocks. */
  void onEntries(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      switch (entry.subject().kind()) {
        case Account.KIND, FactorDesk.KIND -> forgetAccount(entry.subject().id());
        case Token.KIND, SessionBook.KIND -> forgetCredential(entry.subject().id());
        default -> {
          // says nothing about who anybody is
        }
      }
    }
  }

  private void forgetAccount(String account) {
    known.asMap().values().removeIf(k -> k.identified().actor().account().equals(account));
  }

  private void forgetCredential(String id) {
    known.asMap().values().removeIf(k -> k.identified().id().toString().equals(id));
  }

  /** A sign-out on this node counts at once. */
  void forget(String secretHash) {
    known.invalidate(secretHash);
  }
}
