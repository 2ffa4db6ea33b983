package city.chengtu.gis.ingest.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The encoding a file's text is taken to be in, how sure that is, and why.
 *
 * @param label as people call it
 * @param confidence 0 to 1
 */
public record TextEncoding(String label, Charset charset, double confidence, String reason) {
  /** Reads all of GBK and GB 2312 too. */
  public static final Charset GB18030 = Charset.forName("GB18030");

  private static final char UNFIT = '\ufffd';
  private static final Charset WESTERN = Charset.forName("windows-1252");

  public TextEncoding {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(charset, "charset");
    Objects.requireNonNull(reason, "reason");
  }

  /** What somebody or something says it is. */
  public static TextEncoding stated(String name, String by) {
    return named(name)
        .map(charset -> new TextEncoding(label(charset), charset, 1, by))
        .orElseThrow(
            () -> new IllegalArgumentException("unknown encoding '" + name + "' (" + by + ")"));
  }

  /** By any of the names that .cpg files and people use; empty when there is none such. */
  public static Optional<Charset> named(String name) {
    String key =
        name.trim().toUpperCase(Locale.ROOT).replaceAll("^(OEM|ANSI|CP|WINDOWS)[ _-]*", "");
    Charset found =
        switch (key) {
          case "936", "GBK", "GB2312", "GB18030", "54936", "EUC-CN", "MS936" -> GB18030;
          case "65001", "UTF-8", "UTF8" -> StandardCharsets.UTF_8;
          case "88591", "8859-1", "ISO-8859-1", "ISO8859-1", "ISO 88591", "LATIN1" ->
              StandardCharsets.ISO_8859_1;
          case "1252" -> WESTERN;
          case "950", "BIG5" -> Charset.forName("Big5");
          case "UTF-16", "UTF-16LE", "UTF-16BE" -> Charset.forName(key);
          default -> null;
        };
    return Optional.ofNullable(found);
  }

  private static String label(Charset charset) {
    return charset.equals(GB18030) ? "GBK" : charset.name();
  }

  /**
   * Guesses from text bytes; give those that are not ASCII, a few hundred kilobytes are plenty.
   * Parts must not be cut within a character: separate them by line feeds.
   */
  public static TextEncoding guess(byte[] sample) {
    int high = high(sample);
    if (high == 0) {
      return new TextEncoding(
          "US-ASCII", StandardCharsets.UTF_8, 1, "all of the text is plain ASCII");
    }
    if (decodes(sample, StandardCharsets.UTF_8)) {
      double belief = Math.min(0.99, 0.8 + high / 100.0);
      return new TextEncoding(
          "UTF-8",
          StandardCharsets.UTF_8,
          belief,
          high + " bytes beyond ASCII are all valid UTF-8");
    }
    double common = commonHanzi(sample);
    if (decodes(sample, GB18030) && common >= 0.5) {
      return new TextEncoding(
          "GBK",
          GB18030,
          Math.min(0.99, 0.5 + common / 2 * Math.min(1, 0.7 + high / 60.0)),
          "not UTF-8; valid GBK, %.0f %% of its characters are common Chinese ones (GB 2312)"
              .formatted(common * 100));
    }
    return withBadSpots(sample, common);
  }

  /** Some of the text fits no encoding: the one that fits most of it, with little confidence. */
  private static TextEncoding withBadSpots(byte[] sample, double common) {
    double utf8 = share(sample, StandardCharsets.UTF_8);
    double gbk = share(sample, GB18030);
    if (utf8 >= 0.9 && utf8 > gbk) {
      return new TextEncoding(
          "UTF-8",
          StandardCharsets.UTF_8,
          0.7,
          "%.1f %% of the lines beyond ASCII are valid UTF-8".formatted(utf8 * 100));
    }
    if (gbk >= 0.9 && common >= 0.5) {
      return new TextEncoding(
          "GBK",
          GB18030,
          0.7,
          "%.1f %% of the lines beyond ASCII are valid GBK, and %.0f %% of the characters are common Chinese ones"
              .formatted(gbk * 100, common * 100));
    }
    return new TextEncoding(
        "windows-1252", WESTERN, 0.4, "neither valid UTF-8 nor Chinese in GBK; taken as Western");
  }

  private static int high(byte[] sample) {
    int high = 0;
    for (byte b : sample) {
      high += b < 0 ? 1 : 0;
    }
    return high;
  }

  private static boolean decodes(byte[] sample, Charset charset) {
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(sample));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The share of lines with non-ASCII bytes that decode. */
  private static double share(byte[] sample, Charset charset) {
    int good = 0;
    int all = 0;
    int from = 0;
    for (int i = 0; i <= sample.length; i++) {
      if (i == sample.length || sample[i] == '\n') {
        byte[] line = Arrays.copyOfRange(sample, from, i);
        if (high(line) > 0) {
          all++;
          good += decodes(line, charset) ? 1 : 0;
        }
        from = i + 1;
      }
    }
    return all == 0 ? 1 : (double) good / all;
  }

  /**
   * The share of double-byte characters that are punctuation or hanzi of GB 2312: 99 % of running
   * Chinese text is, while text of other encodings read as GBK scatters over all of its plane.
   */
  private static double commonHanzi(byte[] sample) {
    int common = 0;
    int all = 0;
    for (int i = 0; i + 1 < sample.length; i++) {
      int lead = sample[i] & 0xff;
      if (lead < 0x81) {
        continue;
      }
      int trail = sample[++i] & 0xff;
      all++;
      boolean inPlane = trail >= 0xa1 && trail <= 0xfe;
      boolean marks = lead >= 0xa1 && lead <= 0xa3;
      boolean hanzi = lead >= 0xb0 && lead <= 0xf7;
      common += inPlane && (marks || hanzi) ? 1 : 0;
    }
    return all == 0 ? 0 : (double) common / all;
  }

  /**
   * Decodes a value strictly.
   *
   * @param value what came out; where a byte fits no character, U+FFFD stands
   * @param bad true when bytes within the text fit no character
   * @param cut true when only the end is half a character: the writer's field was too narrow
   */
  public record Decoded(String value, boolean bad, boolean cut) {}

  public Decoded decode(byte[] bytes, int from, int length) {
    String likely = new String(bytes, from, length, charset);
    // The JDK's own way is much the fastest; the mark it leaves for what does not fit may be text.
    return likely.indexOf(UNFIT) < 0
        ? new Decoded(likely, false, false)
        : decodeStrictly(bytes, from, length);
  }

  private Decoded decodeStrictly(byte[] bytes, int from, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    CharBuffer out = CharBuffer.allocate(length + 1);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var result = decoder.decode(in, out, true);
    if (!result.isError()) {
      decoder.flush(out);
      return new Decoded(out.flip().toString(), false, false);
    }
    // A lone lead byte (of GBK) or an unfinished sequence (of UTF-8) can only be the very end.
    int rest = in.remaining();
    boolean cut = rest <= 3 && bytes[in.position()] < 0 && isUnfinished(bytes, in.position(), rest);
    String whole = cut ? out.flip().toString() : new String(bytes, from, length, charset);
    return new Decoded(whole, !cut, cut);
  }

  private boolean isUnfinished(byte[] bytes, int from, int rest) {
    if (!charset.equals(StandardCharsets.UTF_8)) {
      return rest == 1;
    }
    int lead = bytes[from] & 0xff;
    int needs = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
    for (int i = 1; i < rest; i++) {
      if ((bytes[from + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return needs > rest;
  }

  /** "GBK (confidence 97 %: …)". */
  @Override
  public String toString() {
    return "%s (confidence %.0f %%: %s)".formatted(label, confidence * 100, reason);
  }
}
