package city.chengtu.command.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer's body as a stream for a worker thread: each part waits until the client has taken it,
 * so that a long answer needs memory for one part only. A client that takes nothing for a minute is
 * given up.
 */
final class DownloadStream extends OutputStream {
  private static final int PART = 64 * 1024;
  private static final long PATIENCE_SECONDS = 60;

  private final Context context;
  private final HttpServerResponse response;
  private byte[] part = new byte[PART];
  private int filled;
  private boolean closed;

  DownloadStream(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int some = Math.min(left, PART - filled);
      System.arraycopy(bytes, from, part, filled, some);
      filled += some;
      from += some;
      left -= some;
      if (filled == PART) {
        send();
      }
    }
  }

  private void send() throws IOException {
    if (filled == 0) {
      return;
    }
    Buffer ready = Buffer.buffer().appendBytes(part, 0, filled);
    filled = 0;
    await(response.closed() ? null : ready);
  }

  private void await(Buffer ready) throws IOException {
    if (ready == null) {
      throw new IOException("the client went away");
    }
    CompletableFuture<Void> taken = new CompletableFuture<>();
    context.runOnContext(
        now ->
            response
                .write(ready)
                .onSuccess(taken::complete)
                .onFailure(taken::completeExceptionally));
    try {
      taken.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IOException("the client took nothing for " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("the client went away: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** Sends the rest. The answer itself is ended by who began it. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      send();
    }
  }
}
