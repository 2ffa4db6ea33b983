package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who opens a WebSocket, as the live feed asks. */
@EachStore
class ConnectionSignInTest {
  private final TestStore stores;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private AccessScene scene;
  private Vertx vertx;
  private WebSocketClient sockets;

  ConnectionSignInTest(TestStore stores) {
    this.stores = stores;
  }

  @BeforeEach
  void start() {
    scene = new AccessScene(stores);
    vertx = Vertx.vertx();
    sockets = vertx.createWebSocketClient();
  }

  @AfterEach
  void stop() {
    AccessNode.await(vertx.close());
    scene.close();
  }

  private WebSocket connect(String header, String value, String origin) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(scene.node.port())
            .setURI("/live")
            .setAllowOriginHeader(origin != null)
            .addHeader(header, value);
    if (origin != null) {
      options.addHeader("Origin", origin);
    }
    return AccessNode.await(
        sockets
            .connect(options)
            .onSuccess(
                socket ->
                    socket.textMessageHandler(
                        text -> assertThat(heard.offer(text)).as("room").isTrue())));
  }

  private String cookie() {
    return SignIn.COOKIE + "=" + scene.admin.cookie;
  }

  private String own() {
    return "http://127.0.0.1:" + scene.node.port();
  }

  private String next() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void a_session_opens_a_socket_from_its_own_page_only() throws Exception {
    connect("Cookie", cookie(), own());
    assertThat(next()).isEqualTo("admin");
    assertThatThrownBy(() -> connect("Cookie", cookie(), "https://evil.example"))
        .hasCauseInstanceOf(UpgradeRejectedException.class)
        .hasMessageContaining("403");
    assertThatThrownBy(() -> connect("Cookie", cookie(), null)).hasMessageContaining("403");
    assertThatThrownBy(() -> connect("X-Nothing", "x", own())).hasMessageContaining("401");
    assertThatThrownBy(() -> connect("Cookie", SignIn.COOKIE + "=planted", own()))
        .hasMessageContaining("401");
  }

  @Test
  void a_token_opens_a_socket_from_anywhere() throws Exception {
    scene.create("gateway", "shift_leader");
    String secret =
        scene
            .admin
            .send(
                "POST",
                "/tokens",
                new JsonObject()
                    .put("account", "gateway")
                    .put("name", "gateway")
                    .put("scopes", new JsonArray().add("live.read")))
            .body()
            .getString("secret");
    connect("Authorization", "Bearer " + secret, null);
    assertThat(next()).isEqualTo("gateway");
  }

  @Test
  void an_open_socket_learns_that_its_session_has_ended() throws Exception {
    WebSocket socket = connect("Cookie", cookie(), own());
    assertThat(next()).isEqualTo("admin");
    socket.writeTextMessage("still?");
    assertThat(next()).isEqualTo("admin");
    scene.admin.send("DELETE", "/session", null);
    socket.writeTextMessage("still?");
    assertThat(next()).isEqualTo("nobody");
  }

  @Test
  void listening_alone_does_not_keep_a_session_alive() throws Exception {
    WebSocket socket = connect("Cookie", cookie(), own());
    assertThat(next()).isEqualTo("admin");
    Duration half = scene.rules.signIn().idle().dividedBy(2);
    scene.clock.advance(half);
    socket.writeTextMessage("still?");
    assertThat(next()).isEqualTo("admin");
    scene.clock.advance(half);
    socket.writeTextMessage("still?");
    assertThat(next()).isEqualTo("nobody");
  }
}
