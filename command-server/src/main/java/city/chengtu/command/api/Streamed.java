package city.chengtu.command.api;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * An answer that is made in parts while it is sent: the next part is only made when the client has
 * taken the one before, so a long answer needs memory for two parts and no thread while it waits.
 *
 * @param first already made, so that what fails at the start becomes a problem document
 * @param rest what follows
 */
public record Streamed(String contentType, Map<String, String> headers, Buffer first, Parts rest) {

  /** The parts of an answer, in order. Used by one thread at a time. */
  @FunctionalInterface
  public interface Parts {
    /** The next part; null after the last. Blocking. */
    Buffer next() throws Exception;
  }
}
