package city.chengtu.command.prove.witness;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/** The feed over a WebSocket. */
final class WebSocketLine implements Line {
  private static final int ENDED = 1006;
  private static final long OPENING_MILLIS = 5_000;
  private final ClientWebSocket socket;
  private final Ear ear;
  private boolean connected;
  private boolean over;

  private WebSocketLine(ClientWebSocket socket, Ear ear) {
    this.socket = socket;
    this.ear = ear;
  }

  static Line open(WebSocketClient client, URI node, String token, long since, Ear ear) {
    WebSocketLine line = new WebSocketLine(client.webSocket(), ear);
    line.socket.textMessageHandler(ear::heard);
    line.socket.closeHandler(closed -> line.end(line.code(), line.socket.closeReason()));
    line.socket.exceptionHandler(broken -> line.end(ENDED, broken.toString()));
    line.socket
        .connect(
            new WebSocketConnectOptions()
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI("/live?since=" + since)
                .setTimeout(OPENING_MILLIS)
                .addHeader("Authorization", "Bearer " + token))
        .onSuccess(opened -> line.opened())
        .onFailure(line::refused);
    return line;
  }

  private void opened() {
    connected = true;
    if (over) {
      socket.close();
    } else {
      ear.opened();
    }
  }

  private void refused(Throwable why) {
    end(why instanceof UpgradeRejectedException r ? r.getStatus() : ENDED, why.toString());
  }

  private int code() {
    Short code = socket.closeStatusCode();
    return code == null ? ENDED : code;
  }

  private void end(int code, String reason) {
    if (!over) {
      over = true;
      ear.closed(code, reason);
    }
  }

  @Override
  public void say(String message) {
    socket.writeTextMessage(message);
  }

  @Override
  public void stall(boolean stalled) {
    if (!connected) {
      return; // there is nothing to read yet
    }
    if (stalled) {
      socket.pause();
    } else {
      socket.resume();
    }
  }

  @Override
  public void drop() {
    over = true;
    if (connected) { // otherwise it is closed when it comes
      socket.close();
    }
  }
}
