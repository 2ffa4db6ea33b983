package city.chengtu.command.metrics;

import city.chengtu.command.api.CommandListener;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The node's metrics, all named {@code chengtu_…}, beside those of the JVM. Labels take values of
 * fixed lists only (kinds of commands, operations of the contract, parts of the node): what people
 * send never makes a new series.
 */
public final class Metrics implements CommandListener {
  /** The format of {@link #text()}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  /**
   * Seconds; a command on an idle server takes some milliseconds, the client gives up after 8 s.
   */
  private static final double[] SECONDS = {
    0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram commands;
  private final Summary requests;

  public Metrics() {
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
    commands =
        Histogram.builder()
            .name("chengtu_command_seconds")
            .help("From the arrival of a command until its answer is ready")
            .labelNames("kind", "outcome")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    requests =
        Summary.builder()
            .name("chengtu_http_request_seconds")
            .help("From the arrival of an API request until its answer is sent")
            .labelNames("operation", "status")
            .register(registry);
  }

  /** A number that goes up and down. */
  public Metrics gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
    return this;
  }

  /**
   * Numbers that go up and down, one for each value of a label.
   *
   * @param values asked for at each look; its keys must come from a fixed list
   */
  public Metrics gauges(
      String name, String help, String label, Supplier<Map<String, Double>> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((key, value) -> callback.call(value, key)))
        .register(registry);
    return this;
  }

  /**
   * A number that only grows while the process lives.
   *
   * @param name without the {@code _total} that Prometheus puts after it
   */
  public Metrics counter(String name, String help, LongSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call((double) value.getAsLong()))
        .register(registry);
    return this;
  }

  /** Numbers that only grow, one for each value of a label; see {@link #gauges}. */
  public Metrics counters(
      String name, String help, String label, Supplier<Map<String, Long>> values) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((key, value) -> callback.call(value, key)))
        .register(registry);
    return this;
  }

  @Override
  public void ended(String kind, Outcome outcome, long nanos) {
    commands.labelValues(kind, outcome.name().toLowerCase(Locale.ROOT)).observe(nanos / NANOS);
  }

  /**
   * An API request has its answer.
   *
   * @param operation of the contract; "none" when it came to none
   * @param status of the answer, 100 to 599; counted by its class
   */
  public void request(String operation, int status, long nanos) {
    requests.labelValues(operation, status / 100 + "xx").observe(nanos / NANOS);
  }

  /**
   * All metrics as they stand, in Prometheus' text format. Asks every supplier; some read files.
   */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
