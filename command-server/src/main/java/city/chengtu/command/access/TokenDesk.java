package city.chengtu.command.access;

import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** Commands on the tokens of machines. */
public final class TokenDesk {
  private static final Pattern SCOPE = Pattern.compile("(see:)?[a-z0-9_.*-]{1,60}");

  /**
   * A token to be made.
   *
   * @param endsAt null for the longest life the rules allow
   */
  public record NewToken(String account, String name, List<String> scopes, Instant endsAt) {}

  private final Jdbi jdbi;
  private final Clock clock;
  private final Supplier<AccessRules> rules;
  private final AccountTable accounts = new AccountTable();
  private final TokenTable tokens = new TokenTable();

  TokenDesk(Jdbi jdbi, Clock clock, Supplier<AccessRules> rules) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.rules = rules;
  }

  List<Token> list(UUID after, int limit) {
    return jdbi.withHandle(h -> tokens.list(h, after, limit));
  }

  /** True when this secret opens something: the one answer that made it may show it. */
  boolean isKept(String secret) {
    return jdbi.withHandle(h -> tokens.findBySecret(h, Secrets.hash(secret))).isPresent();
  }

  Token create(CommandContext c, NewToken wanted, String secret) {
    check(wanted);
    String account = AccountDesk.normal(wanted.account());
    AccountTable.Stored owner =
        accounts
            .find(c.handle(), account)
            .orElseThrow(
                () -> Refusal.invalid("/account", "unknown-account", "there is no such account"));
    Instant longest = c.now().plus(rules.get().signIn().tokenMaxAge());
    Token token =
        new Token(
            UUID.randomUUID(),
            owner.account().account(),
            wanted.name().strip(),
            List.copyOf(new TreeSet<>(wanted.scopes())),
            c.actor().account(),
            c.now(),
            wanted.endsAt() == null ? longest : wanted.endsAt(),
            null,
            null,
            1,
            null);
    tokens.insert(c.handle(), token, Secrets.hash(secret));
    return record(c, "created", token);
  }

  private void check(NewToken wanted) {
    if (wanted.scopes() == null || wanted.scopes().isEmpty()) {
      throw Refusal.invalid("/scopes", "required", "a token needs at least one scope");
    }
    for (String scope : wanted.scopes()) {
      if (!SCOPE.matcher(scope).matches()) {
        throw Refusal.invalid(
            "/scopes", "invalid-value", "'" + scope + "' is neither a permission nor see:kind");
      }
    }
    Duration maxAge = rules.get().signIn().tokenMaxAge();
    Instant now = clock.instant();
    if (wanted.endsAt() != null
        && (!wanted.endsAt().isAfter(now) || wanted.endsAt().isAfter(now.plus(maxAge)))) {
      throw Refusal.invalid(
          "/endsAt", "out-of-range", "in the future, at most " + maxAge.toDays() + " days ahead");
    }
  }

  Token revoke(CommandContext c, UUID id) {
    Token token =
        tokens.lock(c.handle(), id).orElseThrow(() -> Refusal.notFound(Token.KIND, id.toString()));
    if (token.revokedAt() != null) {
      return token;
    }
    Token after = token.revoked(c.now());
    tokens.revoke(c.handle(), id, c.now(), after.version());
    return record(c, "revoked", after);
  }

  private static Token record(CommandContext c, String what, Token token) {
    c.record(
        Change.of(
            "city.chengtu.token." + what,
            new Subject(Token.KIND, token.id().toString()),
            token.version(),
            token));
    return token;
  }
}
