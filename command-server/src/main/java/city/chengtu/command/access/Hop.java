package city.chengtu.command.access;

import java.util.List;
import java.util.function.Function;

/**
 * The last hop of a request.
 *
 * @param peer address of whoever opened the connection
 * @param headers all values of a header, by its name
 */
record Hop(String peer, Function<String, List<String>> headers) {
  List<String> all(String header) {
    return headers.apply(header);
  }
}
