package city.chengtu.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The line between browser and server, which can be cut, frozen and mended: a TCP proxy on
 * loopback.
 */
final class TestLine implements AutoCloseable {
  private final ServerSocket door;
  private final String host;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object thaw = new Object();
  private volatile boolean cut;
  private volatile boolean frozen;

  TestLine(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread("line-door", this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Closes all connections and takes no new ones. */
  void cut() {
    cut = true;
    sockets.forEach(TestLine::shut);
    sockets.clear();
  }

  /** Holds every byte back; nothing is closed. */
  void freeze() {
    frozen = true;
  }

  void mend() {
    cut = false;
    synchronized (thaw) {
      frozen = false;
      thaw.notifyAll();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        if (cut) {
          shut(near);
          continue;
        }
        Socket far = new Socket(host, port);
        sockets.add(near);
        sockets.add(far);
        thread("line-out", () -> carry(near, far));
        thread("line-back", () -> carry(far, near));
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new UncheckedIOException("the line's door", e);
        }
      }
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitThaw();
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // one side is gone: the other one is told below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shut(from);
    shut(to);
  }

  private void awaitThaw() throws InterruptedException {
    synchronized (thaw) {
      while (frozen) {
        thaw.wait();
      }
    }
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a socket", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    mend();
    cut();
  }
}
