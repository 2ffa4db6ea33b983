package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Refusal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final SignInRules cheap = AccessNode.cheapRules().signIn();
  private final SignInRules delivered = RulesSeed.read().signIn();
  private final Passwords passwords = new Passwords();

  /** RFC 9106, section 5.3: the library is what we take it for. */
  @Test
  void argon2id_is_the_one_of_the_standard() {
    byte[] password = filled(32, 1);
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(3)
            .withMemoryAsKB(32)
            .withParallelism(4)
            .withSalt(filled(16, 2))
            .withSecret(filled(8, 3))
            .withAdditional(filled(12, 4))
            .build());
    byte[] out = new byte[32];
    generator.generateBytes(password, out);
    assertThat(HexFormat.of().formatHex(out))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void only_the_same_password_matches_and_no_two_hashes_are_alike() {
    String hash = passwords.hash("芙蓉路-Kg388", cheap);
    assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(passwords.matches("芙蓉路-Kg388", hash)).isTrue();
    assertThat(passwords.matches("芙蓉路-Kg389", hash)).isFalse();
    assertThat(passwords.hash("芙蓉路-Kg388", cheap)).isNotEqualTo(hash);
  }

  @Test
  void the_same_letters_typed_another_way_are_the_same_password() {
    String composed = "Caf\u00e9-Kg388";
    String decomposed = "Cafe\u0301-Kg388";
    assertThat(passwords.matches(decomposed, passwords.hash(composed, cheap))).isTrue();
  }

  @Test
  void a_hash_below_todays_rules_is_outdated() {
    String hash = passwords.hash("Correct-horse-9", cheap);
    assertThat(passwords.isOutdated(hash, cheap)).isFalse();
    assertThat(passwords.isOutdated(hash, delivered)).isTrue();
  }

  @Test
  void an_account_that_is_not_there_costs_as_much_as_one_that_is() {
    String hash = passwords.hash("Correct-horse-9", delivered);
    long there = nanos(() -> passwords.matches("Wrong-horse-9", hash));
    long notThere = nanos(() -> passwords.pretend("Wrong-horse-9", delivered));
    assertThat((double) notThere / there).isBetween(0.3, 3.0);
  }

  private static long nanos(Runnable work) {
    long[] times = new long[5];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[0];
  }

  @Test
  void a_flood_is_turned_away_instead_of_queued() throws Exception {
    int callers = 40;
    AtomicInteger away = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(callers);
    ExecutorService crowd = Executors.newFixedThreadPool(callers);
    try {
      for (int i = 0; i < callers; i++) {
        crowd.execute(
            () -> {
              try {
                passwords.pretend("x", delivered);
                served.incrementAndGet();
              } catch (Refusal refusal) {
                assertThat(refusal.reason().status()).isEqualTo(503);
                away.incrementAndGet();
              } finally {
                done.countDown();
              }
            });
      }
      done.await();
    } finally {
      crowd.shutdown();
    }
    assertThat(served.get()).isPositive();
    assertThat(away.get()).isPositive();
    assertThat(served.get() + away.get()).isEqualTo(callers);
  }

  @Test
  void a_damaged_hash_is_an_error_not_a_wrong_password() {
    assertThatThrownBy(() -> passwords.matches("x", "{SHA}abc"))
        .isInstanceOf(IllegalStateException.class);
  }
}
