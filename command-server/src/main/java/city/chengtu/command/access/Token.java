package city.chengtu.command.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An API token of a machine 接口令牌.
 *
 * @param account whose rights it has, narrowed by the scopes
 * @param scopes permission patterns, and {@code see:} with patterns of kinds and layers
 * @param usedAt last use, to the minute or so; null when never used
 * @param secret the token itself: only in the one answer that makes it, kept nowhere
 */
public record Token(
    UUID id,
    String account,
    String name,
    List<String> scopes,
    String madeBy,
    Instant madeAt,
    Instant endsAt,
    Instant usedAt,
    Instant revokedAt,
    long version,
    String secret) {
  /** Subject kind of tokens in the journal. */
  public static final String KIND = "token";

  public Token {
    scopes = List.copyOf(scopes);
  }

  boolean isValid(Instant now) {
    return revokedAt == null && now.isBefore(endsAt);
  }

  Token withSecret(String shown) {
    return new Token(
        id, account, name, scopes, madeBy, madeAt, endsAt, usedAt, revokedAt, version, shown);
  }

  Token revoked(Instant at) {
    return new Token(
        id, account, name, scopes, madeBy, madeAt, endsAt, usedAt, at, version + 1, secret);
  }
}
