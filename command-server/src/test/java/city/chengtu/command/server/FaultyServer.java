package city.chengtu.command.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A tile server that misbehaves in the way it is told to. */
final class FaultyServer implements AutoCloseable {
  /** One red pixel. */
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

  enum Mood {
    WELL,
    HANGS,
    CUT,
    GARBAGE,
    PAGE,
    HUGE,
    REDIRECTS,
    BREAKS,
    MISSING
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  volatile Mood mood = Mood.WELL;
  volatile String lastHead = "";

  FaultyServer() throws IOException {
    this(0);
  }

  FaultyServer(int port) throws IOException {
    socket = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  String template() {
    return "http://127.0.0.1:" + port() + "/{z}/{x}/{y}.png";
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = client.getInputStream().read();
        if (b < 0) {
          return;
        }
        head.append((char) b);
      }
      lastHead = head.toString();
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        answer(client);
      } finally {
        atOnce.decrementAndGet();
      }
    } catch (IOException gone) {
      lastHead = "gone: " + gone.getMessage();
    } finally {
      open.remove(client);
    }
  }

  private void answer(Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    switch (mood) {
      case WELL -> send(out, "200 OK", "image/png", PNG);
      case HANGS -> {
        if (client.getInputStream().read() >= 0) {
          throw new IOException("a second request on a hanging connection");
        }
      }
      case CUT ->
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5000\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
      case GARBAGE ->
          out.write("\u0000\u0001 this is no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      case PAGE ->
          send(
              out,
              "200 OK",
              "image/png",
              "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8));
      case HUGE -> {
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        byte[] zeros = new byte[1 << 16];
        for (int i = 0; i < 1_600; i++) {
          out.write(zeros);
        }
      }
      case REDIRECTS ->
          out.write(
              ("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
                      + port()
                      + "/elsewhere\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      case BREAKS -> send(out, "500 Oh", "text/plain", "no".getBytes(StandardCharsets.UTF_8));
      case MISSING -> send(out, "404 No", "text/plain", "no".getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  private static void send(OutputStream out, String status, String type, byte[] body)
      throws IOException {
    out.write(
        ("HTTP/1.1 "
                + status
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
    threads.shutdownNow();
  }
}
