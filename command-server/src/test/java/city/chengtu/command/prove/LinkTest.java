package city.chengtu.command.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** A cut link is silent, and what was on its way arrives when it is healed. */
class LinkTest {
  private static final int PATIENCE_MILLIS = 10_000;

  @Test
  void bytesWaitWhileTheLinkIsCut() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Link link = Link.open("test", server::getLocalPort);
        Socket near = new Socket(InetAddress.getLoopbackAddress(), link.port());
        Socket far = server.accept()) {
      far.setSoTimeout(PATIENCE_MILLIS);
      near.getOutputStream().write(1);
      assertThat(far.getInputStream().read()).isEqualTo(1);
      link.cut();
      near.getOutputStream().write(2);
      far.setSoTimeout(300);
      assertThatThrownBy(() -> far.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      link.heal();
      far.setSoTimeout(PATIENCE_MILLIS);
      assertThat(far.getInputStream().read()).isEqualTo(2);
      far.getOutputStream().write(3);
      near.setSoTimeout(PATIENCE_MILLIS);
      assertThat(near.getInputStream().read()).isEqualTo(3);
    }
  }

  @Test
  void whoHangsUpIsHeardAtTheOtherEnd() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Link link = Link.open("test", server::getLocalPort);
        Socket near = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
      server.accept().close();
      near.setSoTimeout(PATIENCE_MILLIS);
      assertThat(near.getInputStream().read()).isEqualTo(-1);
    }
  }
}
