package city.chengtu.command.access;

import city.chengtu.command.journal.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes: Argon2id (RFC 9106) in the usual text form {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, so that each hash says how it was made.
 *
 * <p>Hashing is dear on purpose. Only a few run at once and only a few wait; a flood of sign-ins is
 * turned away (503) before it slows the operators who work.
 */
final class Passwords {
  private static final Pattern FORM =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int WAITING = 8;
  private static final int PATIENCE_SECONDS = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Stands where others have a hash: no password fits, and trying costs as much as elsewhere. */
  static final String NONE =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);

  /** How a hash is made. */
  private record Cost(int memoryKib, int iterations, int lanes) {
    static Cost of(SignInRules rules) {
      return new Cost(rules.argonMemoryKib(), rules.argonIterations(), rules.argonLanes());
    }

    boolean belowAnyOf(Cost other) {
      return memoryKib < other.memoryKib || iterations < other.iterations || lanes < other.lanes;
    }
  }

  private record Parsed(Cost cost, String salt64, String hash64) {
    byte[] salt() {
      return Base64.getDecoder().decode(salt64);
    }

    byte[] hash() {
      return Base64.getDecoder().decode(hash64);
    }
  }

  private final Semaphore running =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /** A new hash by today's rules. */
  String hash(String password, SignInRules rules) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Cost cost = Cost.of(rules);
    byte[] hash = argon(password, salt, cost, HASH_BYTES);
    Base64.Encoder text = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            cost.lanes(),
            text.encodeToString(salt),
            text.encodeToString(hash));
  }

  /** Is this the password of the hash? */
  boolean matches(String password, String hash) {
    Parsed parsed = parse(hash);
    byte[] kept = parsed.hash();
    byte[] tried = argon(password, parsed.salt(), parsed.cost(), kept.length);
    return MessageDigest.isEqual(tried, kept);
  }

  /**
   * The cost of {@link #matches} for an account that is not there: who asks cannot tell by the
   * time.
   */
  void pretend(String password, SignInRules rules) {
    argon(password, new byte[SALT_BYTES], Cost.of(rules), HASH_BYTES);
  }

  /** True when today's rules ask for a dearer hash. */
  boolean isOutdated(String hash, SignInRules rules) {
    return parse(hash).cost().belowAnyOf(Cost.of(rules));
  }

  private static Parsed parse(String hash) {
    Matcher m = FORM.matcher(hash);
    if (!m.matches()) {
      throw new IllegalStateException("a stored password hash is not Argon2id");
    }
    return new Parsed(
        new Cost(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3))),
        m.group(4),
        m.group(5));
  }

  private byte[] argon(String password, byte[] salt, Cost cost, int length) {
    enter();
    // The same letters typed on different systems must give the same bytes (RFC 8265: NFC).
    byte[] input =
        Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(cost.memoryKib())
              .withIterations(cost.iterations())
              .withParallelism(cost.lanes())
              .withSalt(salt)
              .build());
      byte[] out = new byte[length];
      generator.generateBytes(input, out);
      return out;
    } finally {
      Arrays.fill(input, (byte) 0);
      running.release();
    }
  }

  private void enter() {
    try {
      if (running.getQueueLength() < WAITING
          && running.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Refusal.of(503, "overloaded", "too many sign-ins at once; try again in a moment");
  }
}
