package city.chengtu.command.server;

import city.chengtu.command.backup.Progress;
import java.io.PrintWriter;

/** Says on standard error how far a copy has come, twice a second at most. */
final class ProgressLine implements Progress {
  private static final long PAUSE_NANOS = 500_000_000;

  private final PrintWriter err;
  private long next = System.nanoTime() + PAUSE_NANOS;
  private long total;

  ProgressLine(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void rows(String table, long rows) {
    total++;
    if (System.nanoTime() - next > 0) {
      next = System.nanoTime() + PAUSE_NANOS;
      err.printf("\r%,d rows 行 … %-40s", total, table);
      err.flush();
    }
  }

  void end() {
    err.printf("\r%-72s\r", "");
    err.flush();
  }
}
