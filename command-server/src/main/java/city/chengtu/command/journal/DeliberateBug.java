package city.chengtu.command.journal;

import java.sql.SQLTransactionRollbackException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TEST ONLY: three mistakes a server like this could make, each of which the test kit must find
 * (docs/proof.md). One is switched on by the system property {@code chengtu.bug}, and only when
 * {@code chengtu.test} is {@code true} too; no setting and no environment variable can do it.
 */
public enum DeliberateBug {
  /** A client that resumes is given the entries from one too far on. */
  RESUME_PLUS_ONE,
  /** Entries are told to the screens while their transaction may still fail, and some do. */
  PUBLISH_BEFORE_COMMIT,
  /** An edit is taken whatever version its sender saw. */
  SKIP_VERSION_CHECK;

  private static final Logger LOG = LoggerFactory.getLogger(DeliberateBug.class);
  private static final String BUG = "chengtu.bug";
  private static final String TEST = "chengtu.test";

  /** So long a commit takes when it comes after the publishing: a disk that is busy. */
  private static final long SLOW_COMMIT_MILLIS = 150;

  private static final int FAILS_ONE_IN = 8;
  private static final AtomicInteger COMMITS = new AtomicInteger();

  private String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Is this mistake to be made? Asked when a part is put together, not for every entry. */
  public boolean isOn() {
    return chosen().filter(this::equals).isPresent();
  }

  /** What is on, said as loudly as a log can. To be called when a server starts. */
  public static void announce() {
    chosen()
        .ifPresent(
            bug ->
                LOG.error(
                    "TEST ONLY: this server makes a mistake on purpose: {}={}", BUG, bug.code()));
  }

  /**
   * @throws IllegalArgumentException when the property is set outside a test, or names none of them
   */
  private static Optional<DeliberateBug> chosen() {
    String code = System.getProperty(BUG, "");
    if (code.isEmpty()) {
      return Optional.empty();
    }
    if (!Boolean.getBoolean(TEST)) {
      throw new IllegalArgumentException(
          "-D" + BUG + " is for tests of the test kit; it needs -D" + TEST + "=true too");
    }
    return Optional.of(
        Arrays.stream(values())
            .filter(bug -> bug.code().equals(code))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "-D"
                            + BUG
                            + " is one of "
                            + Arrays.stream(values())
                                .map(DeliberateBug::code)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * What lies between a publishing that came too early and its commit: time in which others see
   * what is not there yet, and now and then a commit that fails, so that it never will be.
   */
  static void slowCommit() {
    try {
      Thread.sleep(SLOW_COMMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before a commit", e);
    }
    if (COMMITS.incrementAndGet() % FAILS_ONE_IN == 0) {
      throw new IllegalStateException(
          "TEST ONLY: a commit that fails", new SQLTransactionRollbackException("test", "40001"));
    }
  }
}
