package city.chengtu.command.api;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace id of a request, W3C Trace Context: the sender's {@code traceparent}, else a new one.
 * It stands in every log line of the request and in a problem's {@code traceId}.
 */
final class Trace {
  private static final String KEY = "chengtu.trace";
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
  private static final int LONGEST = 200;

  private Trace() {}

  static String of(RoutingContext context) {
    String trace = context.get(KEY);
    if (trace == null) {
      trace = read(context.request().getHeader("traceparent"));
      context.put(KEY, trace);
    }
    return trace;
  }

  private static String read(String header) {
    if (header != null && header.length() <= LONGEST) {
      Matcher matcher = TRACEPARENT.matcher(header);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return fresh();
  }

  /** 32 hexadecimal digits. */
  static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
  }
}
