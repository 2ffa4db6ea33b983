package city.chengtu.command.access.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "59,          94287082, HmacSHA1,   12345678901234567890",
    "1111111109,  07081804, HmacSHA1,   12345678901234567890",
    "1111111111,  14050471, HmacSHA1,   12345678901234567890",
    "1234567890,  89005924, HmacSHA1,   12345678901234567890",
    "2000000000,  69279037, HmacSHA1,   12345678901234567890",
    "20000000000, 65353130, HmacSHA1,   12345678901234567890",
    "59,          46119246, HmacSHA256, 12345678901234567890123456789012",
    "1111111109,  68084774, HmacSHA256, 12345678901234567890123456789012",
    "20000000000, 77737706, HmacSHA256, 12345678901234567890123456789012",
    "59,          90693936, HmacSHA512, 1234567890123456789012345678901234567890123456789012345678901234",
    "20000000000, 47863826, HmacSHA512, 1234567890123456789012345678901234567890123456789012345678901234"
  })
  void theStandardsOwnExamples(long seconds, String code, String algorithm, String secret) {
    assertThat(Totp.code(secret.getBytes(StandardCharsets.US_ASCII), seconds / 30, 8, algorithm))
        .isEqualTo(code);
  }

  @Test
  void aCodeCountsOneStepEarlyAndLateAndNoMore() {
    Instant now = Instant.ofEpochSecond(1_111_111_111);
    long step = 1_111_111_111 / 30;
    for (long at = step - 3; at <= step + 3; at++) {
      boolean near = Math.abs(at - step) <= 1;
      assertThat(Totp.step(SECRET, Totp.code(SECRET, at), now, 0).isPresent())
          .as("%d", at - step)
          .isEqualTo(near);
    }
  }

  @Test
  void aUsedStepAndEarlierOnesDoNotComeAgain() {
    Instant now = Instant.ofEpochSecond(1_111_111_111);
    long step = 1_111_111_111 / 30;
    assertThat(Totp.step(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
    assertThat(Totp.step(SECRET, Totp.code(SECRET, step - 1), now, step)).isEmpty();
    assertThat(Totp.step(SECRET, Totp.code(SECRET, step + 1), now, step)).hasValue(step + 1);
  }

  @Test
  void whatIsNoCodeIsNone() {
    Instant now = Instant.ofEpochSecond(59);
    for (String odd : new String[] {"", "28708", "287082\u0000", "２８７０８２", "abcdef", "2870822"}) {
      assertThat(Totp.step(SECRET, odd, now, 0)).as(odd).isEmpty();
    }
    assertThat(Totp.step(SECRET, "287082", now, 0)).hasValue(1);
  }

  /** RFC 4648, 10. */
  @ParameterizedTest
  @CsvSource({
    "f,MY",
    "fo,MZXQ",
    "foo,MZXW6",
    "foob,MZXW6YQ",
    "fooba,MZXW6YTB",
    "foobar,MZXW6YTBOI"
  })
  void base32(String plain, String text) {
    assertThat(Base32.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
  }

  @Test
  void theEnrolmentSaysEverythingAnAppNeeds() {
    Enrolment enrolment = Enrolment.of(SECRET, "城图 Chengtu", "wang");
    assertThat(enrolment.secret()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(enrolment.uri())
        .isEqualTo(
            "otpauth://totp/%E5%9F%8E%E5%9B%BE%20Chengtu:wang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E5%9F%8E%E5%9B%BE%20Chengtu&algorithm=SHA1&digits=6&period=30");
    assertThat(enrolment.qr()).startsWith("<svg ").endsWith("</svg>").doesNotContain("<script");
    assertThat(enrolment.toString()).doesNotContain("GEZD");
  }
}
