package city.chengtu.gis.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingTest {
  private static final Charset GBK = Charset.forName("GBK");

  @ParameterizedTest
  @CsvSource({
    "五道口, GBK, GBK",
    "五道口, UTF-8, UTF-8",
    "长沙市天心区人民政府（旧址）, GBK, GBK",
    "Ñandú, ISO-8859-1, windows-1252",
    "café, ISO-8859-1, windows-1252",
    "ηελλο ςορλδ, UTF-8, UTF-8",
    "plain, US-ASCII, US-ASCII"
  })
  void theBytesTell(String text, String written, String found) {
    TextEncoding guess = TextEncoding.guess(text.getBytes(Charset.forName(written)));
    assertThat(guess.label()).as(guess.toString()).isEqualTo(found);
    assertThat(guess.confidence()).isBetween(0.0, 1.0);
  }

  @Test
  void moreTextMakesSurer() {
    double little = TextEncoding.guess("路".getBytes(GBK)).confidence();
    double much = TextEncoding.guess("中关村北二街清华路紫荆路".repeat(20).getBytes(GBK)).confidence();
    assertThat(much).isGreaterThan(little).isGreaterThan(0.9);
  }

  @Test
  void aBadLineDoesNotTurnTheWhole() {
    byte[] good = "清华路紫荆路\n".repeat(40).getBytes(GBK);
    byte[] bad = new byte[good.length + 2];
    System.arraycopy(good, 0, bad, 0, good.length);
    bad[good.length] = (byte) 0xff;
    bad[good.length + 1] = (byte) 0xff;
    assertThat(TextEncoding.guess(bad).label()).isEqualTo("GBK");
    assertThat(TextEncoding.guess(bad).confidence()).isLessThan(0.8);
  }

  @Test
  void halfACharacterAtTheEndIsCutAndABadByteWithinIsBad() {
    TextEncoding gbk = TextEncoding.stated("936", "test");
    byte[] whole = "清华路".getBytes(GBK);
    assertThat(gbk.decode(whole, 0, 6)).isEqualTo(new TextEncoding.Decoded("清华路", false, false));
    assertThat(gbk.decode(whole, 0, 5)).isEqualTo(new TextEncoding.Decoded("清华", false, true));
    byte[] broken = {'a', (byte) 0xff, 'b', 'c', 'd', 'e'};
    assertThat(gbk.decode(broken, 0, 6).bad()).isTrue();

    TextEncoding utf8 = TextEncoding.stated("65001", "test");
    byte[] three = "清华".getBytes(StandardCharsets.UTF_8);
    assertThat(utf8.decode(three, 0, 5)).isEqualTo(new TextEncoding.Decoded("清", false, true));
    assertThat(utf8.decode(three, 0, 4)).isEqualTo(new TextEncoding.Decoded("清", false, true));
    assertThat(utf8.decode(whole, 0, 6).bad()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GBK, GB18030", "936, GB18030", "OEM 936, GB18030", "CP936, GB18030", "ANSI 936, GB18030",
    "gb2312, GB18030", "65001, UTF-8", "utf8, UTF-8", "8859-1, ISO-8859-1", "88591, ISO-8859-1",
    "ANSI 1252, windows-1252", "950, Big5"
  })
  void theManyNamesInCpgFiles(String name, String charset) {
    assertThat(TextEncoding.named(name)).contains(Charset.forName(charset));
  }

  @Test
  void anUnknownNameIsNamed() {
    assertThat(TextEncoding.named("klingon")).isEmpty();
    assertThatThrownBy(() -> TextEncoding.stated("klingon", "the user"))
        .hasMessageContaining("klingon");
  }
}
