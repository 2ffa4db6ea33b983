package city.chengtu.command.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's clock. In a test process ({@code -Dchengtu.test=true}) the system property {@code
 * chengtu.test.clock} may name a file with an offset in milliseconds, read anew at each look: so
 * the test kit makes one node's clock jump without touching the machine's.
 */
final class ServerClock extends Clock {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final String FILE = "chengtu.test.clock";

  private final Clock real;
  private final Path offset;

  private ServerClock(Clock real, Path offset) {
    this.real = real;
    this.offset = offset;
  }

  /**
   * @throws IllegalStateException when an offset file is named outside a test process
   */
  static Clock ofThisProcess() {
    return of(Clock.systemUTC(), System.getProperty(FILE), Boolean.getBoolean("chengtu.test"));
  }

  static Clock of(Clock real, String file, boolean test) {
    if (file == null) {
      return real;
    }
    if (!test) {
      throw new IllegalStateException(FILE + " is for tests: it needs chengtu.test=true too");
    }
    LOG.error("TEST ONLY: this node's clock is moved by the file {}", file);
    return new ServerClock(real, Path.of(file));
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ServerClock(real.withZone(zone), offset);
  }

  @Override
  public Instant instant() {
    return real.instant().plusMillis(offsetMillis());
  }

  private long offsetMillis() {
    try {
      return Files.exists(offset) ? Long.parseLong(Files.readString(offset).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the test clock " + offset, e);
    }
  }
}
