package city.chengtu.command.prove;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of this machine, found at run time: below those the system gives to outgoing
 * connections, or a client could take a node's port while the node is down.
 */
final class Ports {
  private static final int LOWEST = 12_000;
  private static final int FIRST_OUTGOING = 32_768;
  private static final int TRIES = 200;

  private Ports() {}

  static int free() {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, FIRST_OUTGOING);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw new IllegalStateException("no free port", last);
  }
}
