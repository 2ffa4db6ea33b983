package city.chengtu.command.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on whatever makes the server ask an address of somebody's choice (SSRF). */
class OutboundGuardTest {
  private static final OutboundSettings STRICT = new OutboundSettings(Set.of(), false, "");
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static OutboundGuard guard(OutboundSettings settings, String... addresses) {
    return new OutboundGuard(
        settings,
        host -> {
          InetAddress[] found = new InetAddress[addresses.length];
          for (int i = 0; i < addresses.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
          }
          return found;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:a00:1::1",
        "2001:db8::1"
      })
  void addressesThatAreNotThePublicNetwork(String address) {
    assertThatThrownBy(() -> guard(STRICT, address).check(URI.create("https://id.example.org/")))
        .isInstanceOf(OutboundRefused.class);
    assertThatThrownBy(
            () -> guard(STRICT, "1.1.1.1", address).check(URI.create("https://id.example.org/")))
        .as("hidden among public ones")
        .isInstanceOf(OutboundRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:3200::1"})
  void publicAddresses(String address) throws IOException {
    assertThat(
            guard(STRICT, address)
                .check(URI.create("https://id.example.org/x"))
                .address()
                .getHostAddress())
        .isEqualTo(InetAddress.getByName(address).getHostAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example.org/",
        "ftp://id.example.org/",
        "file:///etc/passwd",
        "gopher://id.example.org/",
        "jar:https://id.example.org/x!/",
        "https:/id.example.org",
        "https://user@id.example.org/",
        "https://user:secret@id.example.org/",
        "https://id.example.org/#part",
        "//id.example.org/",
        "https://exa_mple.org/"
      })
  void onlyPlainHttpsUrls(String url) {
    assertThatThrownBy(() -> guard(STRICT, "1.1.1.1").check(URI.create(url)))
        .isInstanceOf(OutboundRefused.class);
  }

  /**
   * Other ways to write an address are addresses too. (Where readings differ, as for 0177.0.0.1,
   * the one that was checked is the one that is asked.)
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://localhost/",
        "https://169.254.169.254/"
      })
  void oddlyWrittenAddresses(String url) {
    assertThatThrownBy(() -> new OutboundGuard(STRICT).check(URI.create(url)))
        .isInstanceOfAny(OutboundRefused.class, UnknownHostException.class);
  }

  @Test
  void listedHostsMayBePrivateAndPlainHttpStaysOnThisMachine() throws IOException {
    OutboundSettings listed = new OutboundSettings(Set.of("id.city.lan"), false, "");
    assertThat(guard(listed, "10.0.0.1").check(URI.create("https://ID.city.lan/")).address())
        .isEqualTo(InetAddress.getByName("10.0.0.1"));
    assertThatThrownBy(() -> guard(listed, "10.0.0.1").check(URI.create("https://other.lan/")))
        .isInstanceOf(OutboundRefused.class);
    assertThatThrownBy(() -> guard(listed, "10.0.0.1").check(URI.create("http://id.city.lan/")))
        .isInstanceOf(OutboundRefused.class);
    OutboundSettings loopback = new OutboundSettings(Set.of(), true, "");
    guard(loopback, "127.0.0.1").check(URI.create("http://localhost/"));
    assertThatThrownBy(
            () -> guard(loopback, "127.0.0.1", "10.0.0.1").check(URI.create("http://x/")))
        .isInstanceOf(OutboundRefused.class);
  }

  /** A name that answers differently the second time (DNS rebinding) changes nothing. */
  @Test
  void theAddressThatWasCheckedIsTheOneThatIsAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(r -> r.response().end(String.valueOf(r.authority())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    OutboundSettings loopback = new OutboundSettings(Set.of(), true, "");
    OutboundGuard guard =
        new OutboundGuard(
            loopback,
            host ->
                new InetAddress[] {
                  InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
                });
    try (OutboundClient client = new OutboundClient(vertx, loopback, guard)) {
      URI uri = URI.create("http://rebind.example.org:" + server.actualPort() + "/x");
      assertThat(client.get(uri).body()).isEqualTo("rebind.example.org:" + server.actualPort());
      assertThat(asked.get()).isEqualTo(1);
      assertThatThrownBy(() -> client.get(uri)).isInstanceOf(OutboundRefused.class);
    }
  }

  @Test
  void redirectsAndEndlessAnswersAreRefused() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                r -> {
                  if (r.path().equals("/away")) {
                    r.response().setStatusCode(307).putHeader("Location", "/x").end();
                  } else {
                    r.response().end("x".repeat(OutboundClient.LARGEST + 1));
                  }
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    String base = "http://127.0.0.1:" + server.actualPort();
    try (OutboundClient client =
        new OutboundClient(vertx, new OutboundSettings(Set.of(), true, ""))) {
      assertThatThrownBy(() -> client.get(URI.create(base + "/away")))
          .isInstanceOf(OutboundRefused.class)
          .hasMessageContaining("redirect");
      assertThatThrownBy(() -> client.get(URI.create(base + "/large")))
          .isInstanceOf(OutboundRefused.class)
          .hasMessageContaining("larger");
    }
  }
}
