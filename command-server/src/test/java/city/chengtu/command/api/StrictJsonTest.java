package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
  record Point(double lon, Instant at, List<String> names) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}|given-twice|/a",
        "{\"a\":[{\"b\":1,\"b\":1}]}|given-twice|/a/0/b",
        "{\"a\":\"x\\u0000\"}|invalid-text|/a",
        "{\"a\":[\"\\ud800\"]}|invalid-text|/a/0",
        "{\"a\":\"\\udc00\\ud800\"}|invalid-text|/a",
        "{\"a\":{\"\\u0000\":1}}|invalid-text|/a",
        "{\"a\":1e400}|out-of-range|/a",
        "{\"a\":NaN}|not-json|/",
        "{\"a\":1} {}|not-json|/",
        "{\"a\":|not-json|/",
        "|not-json|/",
        "\uFEFF{}|not-json|/",
      })
  void whatIsNoStrictJsonIsNamed(String json, String code, String field) {
    assertThatThrownBy(() -> StrictJson.check(json == null ? "" : json))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason().errors().get(0).code()).isEqualTo(code);
              assertThat(r.reason().errors().get(0).field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource({"[,]", "{\"a\":,}"})
  void deepAndLongIsRefused(String open, String close) {
    String deep = open.repeat(60) + "1" + close.repeat(60);
    assertThatThrownBy(() -> StrictJson.check(deep)).hasMessageContaining("too-large");
    String number = "1" + "0".repeat(500);
    assertThatThrownBy(() -> StrictJson.check(number)).hasMessageContaining("too-large");
  }

  @Test
  void bytesMustBeUtf8() {
    for (byte[] bad :
        new byte[][] {
          {'"', (byte) 0xc0, (byte) 0xaf, '"'}, // '/' written too long
          {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, // half a pair
          {'"', (byte) 0xff, '"'},
          "\"x\"".getBytes(StandardCharsets.UTF_16)
        }) {
      assertThatThrownBy(() -> StrictJson.check(bad)).hasMessageContaining("not-utf-8");
    }
    StrictJson.check("\"芙蓉路 😀\"".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"lon\":\"x\"}|invalid-value|/lon",
        "{\"lon\":\"1\"}|invalid-value|/lon",
        "{\"names\":[1]}|invalid-value|/names/0",
        "{\"at\":5}|invalid-value|/at",
        "{\"at\":\"0000-01-01T00:00:00Z\"}|not-a-time|/at",
        "{\"at\":\"9999-12-31T23:59:59-18:00\"}|not-a-time|/at",
        "{\"at\":\"2026-01-01T00:00:00\"}|not-a-time|/at",
        "{\"names\":[\"a\",{}]}|invalid-value|/names/1",
        "{\"foo\":1}|unknown-member|/foo",
        "[]|invalid-value|/",
        "null|invalid-value|/",
      })
  void aMisfitIsNamedInOurWords(String json, String code, String field) {
    assertThatThrownBy(() -> StrictJson.read(json, Point.class))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason().errors().get(0).code()).isEqualTo(code);
              assertThat(r.reason().errors().get(0).field()).isEqualTo(field);
              assertThat(r.reason().detail()).doesNotContain("java", "Point", "Source");
            });
  }
}
