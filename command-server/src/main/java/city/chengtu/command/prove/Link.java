package city.chengtu.command.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A network link on loopback that can be cut, healed and slowed down: everything between two
 * processes goes through it. A cut link is silent, as a pulled cable is: nobody gets an error,
 * bytes stay where they are until the link is healed or someone gives up.
 */
final class Link implements AutoCloseable {
  private static final int BUFFER = 16_384;
  private final String name;
  private final ServerSocket door;
  private final IntSupplier target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object state = new Object();
  private boolean cut;
  private volatile boolean closed;
  private volatile long delayMillis;

  private Link(String name, ServerSocket door, IntSupplier target) {
    this.name = name;
    this.door = door;
    this.target = target;
  }

  /**
   * @param target the port on 127.0.0.1 behind the link, asked at each new connection
   */
  static Link open(String name, IntSupplier target) throws IOException {
    Link link = new Link(name, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
    link.thread("door", link::accept);
    return link;
  }

  /** Where the link is entered, on 127.0.0.1. */
  int port() {
    return door.getLocalPort();
  }

  void cut() {
    synchronized (state) {
      cut = true;
    }
  }

  void heal() {
    synchronized (state) {
      cut = false;
      state.notifyAll();
    }
    delayMillis = 0;
  }

  /** Each packet takes so much longer, in each direction. */
  void slow(long millis) {
    delayMillis = millis;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket in = door.accept();
        sockets.add(in);
        thread("connect", () -> connect(in));
      } catch (IOException e) {
        if (!closed) {
          throw new UncheckedIOException("link " + name + " broke", e);
        }
      }
    }
  }

  private void connect(Socket in) {
    Socket out = new Socket();
    try {
      passable();
      out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()));
      sockets.add(out);
      in.setTcpNoDelay(true);
      out.setTcpNoDelay(true);
      thread("back", () -> carry(out, in));
      carry(in, out);
    } catch (IOException e) {
      end(in, out); // nobody listens behind the link: the caller sees a closed connection
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        passable();
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // one end closed or died; the other end hears of it below, unless the link is cut
    }
    passable();
    end(from, to);
  }

  /** Waits while the link is cut, and as long as it is slow. */
  private void passable() {
    if (delayMillis > 0) {
      Waiting.pause(java.time.Duration.ofMillis(delayMillis));
    }
    synchronized (state) {
      while (cut && !closed) {
        try {
          state.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void end(Socket... both) {
    for (Socket socket : both) {
      sockets.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("link " + name + ": cannot close", e);
      }
    }
  }

  private void thread(String what, Runnable work) {
    Thread thread = new Thread(work, "link-" + name + "-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    heal();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException("link " + name + ": cannot close its door", e);
    }
    end(sockets.toArray(Socket[]::new));
  }
}
