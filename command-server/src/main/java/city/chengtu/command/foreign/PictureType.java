package city.chengtu.command.foreign;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;

/** Pictures that may pass: known by their first bytes, whatever the sender calls them. */
enum PictureType {
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp");

  private final String mediaType;

  PictureType(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static Optional<PictureType> of(Buffer body) {
    if (starts(body, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of(PNG);
    }
    if (starts(body, 0xff, 0xd8, 0xff)) {
      return Optional.of(JPEG);
    }
    if (starts(body, 'G', 'I', 'F', '8')) {
      return Optional.of(GIF);
    }
    return starts(body, 'R', 'I', 'F', 'F') && body.length() > 12 && body.getByte(8) == 'W'
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  private static boolean starts(Buffer body, int... bytes) {
    if (body.length() < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((body.getByte(i) & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a media type is one of XML. */
  static boolean isXml(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    return type.endsWith("xml");
  }
}
