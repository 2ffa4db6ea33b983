package city.chengtu.command.cases;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The pictures we take, known by their first bytes: what a sender calls a file is no proof. SVG is
 * not among them, because it can carry scripts.
 */
enum ImageKind {
  JPEG("image/jpeg") {
    @Override
    boolean fits(byte[] bytes) {
      return begins(bytes, 0, JPEG_START);
    }
  },
  PNG("image/png") {
    @Override
    boolean fits(byte[] bytes) {
      return begins(bytes, 0, PNG_START);
    }
  },
  WEBP("image/webp") {
    @Override
    boolean fits(byte[] bytes) {
      return begins(bytes, 0, RIFF) && begins(bytes, 8, WEBP_FORM);
    }
  };

  private static final byte[] JPEG_START = HexFormat.of().parseHex("ffd8ff");
  private static final byte[] PNG_START = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP_FORM = "WEBPVP8".getBytes(StandardCharsets.US_ASCII);

  private final String contentType;

  ImageKind(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  abstract boolean fits(byte[] bytes);

  static Optional<ImageKind> of(byte[] bytes) {
    return Arrays.stream(values()).filter(kind -> kind.fits(bytes)).findFirst();
  }

  private static boolean begins(byte[] bytes, int offset, byte[] start) {
    return bytes.length >= offset + start.length
        && Arrays.equals(bytes, offset, offset + start.length, start, 0, start.length);
  }
}
