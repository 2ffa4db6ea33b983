package city.chengtu.gis.mapserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP with one GeoServer's REST interface. Blocking. */
@FunctionalInterface
public interface RestDoor {
  /** An answer, whatever its status. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param path below {@code /rest}, escaped, beginning with a slash
   * @param contentType of the body; empty for none
   * @throws IOException when no answer came
   */
  Answer send(String method, String path, String contentType, byte[] body) throws IOException;
}
