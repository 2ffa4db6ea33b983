package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back as what it was, by a general reader. */
class JsonBytesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String written(double value) {
    return new String(new JsonBytes().number(value).toBytes(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1, 1.0",
    "-1, -1.0",
    "112.98, 112.98",
    "-0.5, -0.5",
    "0.05, 0.05",
    "112.98300001, 112.98300001",
    "112.983000012345, 112.983000012345",
    "3118765.1234, 3118765.1234",
    "40, 40.0",
    "100, 100.0",
    "1e300, 1.0E300",
    "0.1, 0.1",
    "9007199254740993, 9.007199254740992E15"
  })
  void aNumberIsWrittenInItsShortestForm(double value, String expected) {
    assertThat(written(value)).isEqualTo(expected);
  }

  @Test
  void everyNumberIsReadBackExactly() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double value =
          switch (i % 5) {
            case 0 -> random.nextDouble() * 360 - 180;
            case 1 -> Math.round(random.nextDouble() * 1e9) / 1e7;
            case 2 -> Math.round((random.nextDouble() - 0.5) * 1e11) / 1e4;
            case 3 -> Math.round(random.nextDouble() * 1e14) / 1e12;
            default -> Double.longBitsToDouble(random.nextLong());
          };
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(written(value))).isEqualTo(value);
        assertThat(written(value).length())
            .isLessThanOrEqualTo(Double.toString(value).length() + 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "点 1",
        "a\"b\\c",
        "line\nnext\ttab\r\u0001",
        "Café 咖啡",
        "𠮷野家 😀",
        "\ud800 half",
        "\u007f\u0080\u07ff\u0800\uffff"
      })
  void aTextIsReadBackExactly(String text) throws IOException {
    byte[] json = new JsonBytes().text(text).toBytes();
    assertThat(JSON.readValue(json, String.class)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, -1234567890123L})
  void aWholeNumberIsReadBackExactly(long value) {
    assertThat(new String(new JsonBytes().number(value).toBytes(), StandardCharsets.US_ASCII))
        .isEqualTo(Long.toString(value));
  }
}
