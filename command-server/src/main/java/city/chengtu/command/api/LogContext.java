package city.chengtu.command.api;

import city.chengtu.command.journal.Actor;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * While work runs in it, log lines of this thread carry what request they belong to: {@code trace},
 * {@code operation}, {@code actor} (the account, no name) and {@code command}. Work changes threads
 * at {@link Workers}; each thread needs its own.
 */
final class LogContext {
  private static final String OPERATION = "chengtu.operation";

  private LogContext() {}

  static void operation(RoutingContext context, String operation) {
    context.put(OPERATION, operation);
  }

  static Optional<String> operation(RoutingContext context) {
    return Optional.ofNullable(context.get(OPERATION));
  }

  static <T> T call(RoutingContext context, Callable<T> work) throws Exception {
    open(context);
    try {
      return work.call();
    } finally {
      MDC.clear();
    }
  }

  static void run(RoutingContext context, Runnable work) {
    open(context);
    try {
      work.run();
    } finally {
      MDC.clear();
    }
  }

  private static void open(RoutingContext context) {
    MDC.put("trace", Trace.of(context));
    put("operation", context.get(OPERATION));
    put("actor", Call.findActor(context).map(Actor::account).orElse(null));
    put("command", commandId(context));
  }

  /** Only what is a command id by its form: a header may hold anything. */
  private static String commandId(RoutingContext context) {
    String key = context.request().getHeader("Idempotency-Key");
    return key != null && key.matches("[0-9a-fA-F-]{36}") ? key : null;
  }

  private static void put(String key, String value) {
    if (value != null) {
      MDC.put(key, value);
    }
  }
}
