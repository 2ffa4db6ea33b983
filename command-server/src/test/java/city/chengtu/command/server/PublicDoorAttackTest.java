package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on a whole server through its public door, byte by byte: what a library would put in
 * order before sending is sent as it is. The list of threats stands in docs/security.md.
 */
@EachStore
@TestInstance(Lifecycle.PER_CLASS)
class PublicDoorAttackTest {
  private static final int FIRST_WORD_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 250;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

  @Parameter private TestStore store;
  @TempDir private Path data;
  private TestNode node;
  private String cookie;
  private String csrf;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    if (node == null) {
      node = TestNode.start(store.forServer(), data, Map.of("http.behind-tls-proxy", "true"));
    }
    if (cookie == null) {
      Raw opened =
          post("/api/v1/session", credentials("operator1"), "Content-Type: application/json");
      cookie = opened.header("set-cookie").split(";", 2)[0];
      csrf = new JsonObject(opened.body()).getString("csrfToken");
    }
  }

  @AfterParameterizedClassInvocation
  void stop() {
    node.close();
    node = null;
    cookie = null;
  }

  private static String credentials(String account) {
    return "{\"account\":\"" + account + "\",\"password\":\"Yunxiang-2026\"}";
  }

  /** An answer as it came over the wire. */
  private record Raw(String head, String body) {
    int status() {
      var status = STATUS.matcher(head);
      return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    String header(String name) {
      return String.join("\n", headers(name));
    }

    List<String> headers(String name) {
      return head.lines()
          .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(l -> l.substring(name.length() + 1).strip())
          .toList();
    }
  }

  /** Sends these very bytes and reads until the server closes, or has nothing more to say. */
  private Raw send(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
      socket.setSoTimeout(FIRST_WORD_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(socket);
    }
  }

  private static Raw read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
        socket.setSoTimeout(SILENCE_MILLIS);
      }
    } catch (SocketTimeoutException e) {
      assertThat(bytes.size()).as("some answer came").isPositive();
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? new Raw(text, "") : new Raw(text.substring(0, end), text.substring(end + 4));
  }

  private Raw send(String request) throws IOException {
    return send(request.getBytes(StandardCharsets.UTF_8));
  }

  private String host() {
    return "127.0.0.1:" + node.server.port();
  }

  private Raw get(String path, String... headers) throws IOException {
    return send(request("GET", path, "", headers));
  }

  private Raw post(String path, String body, String... headers) throws IOException {
    return send(request("POST", path, body, headers));
  }

  private String request(String method, String path, String body, String... headers) {
    StringBuilder text =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      text.append("Content-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n");
    }
    boolean upgrade = List.of(headers).contains("Upgrade: websocket");
    return text + "Connection: " + (upgrade ? "Upgrade" : "close") + "\r\n\r\n" + body;
  }

  private String[] signedIn(String... more) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Cookie: " + cookie,
                "X-CSRF-Token: " + csrf,
                "Idempotency-Key: " + UUID.randomUUID()));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  // Headers

  @Test
  void everyKindOfAnswerCarriesTheSecurityHeaders() throws IOException {
    List<Raw> answers =
        List.of(
            get("/"),
            get("/main.js"),
            get("/icons/chengtu.svg"),
            get("/webjars/nothing.js"),
            get("/nothing"),
            get("/openapi.json"),
            get("/health/live"),
            get("/api/v1/about"),
            get("/api/v1/session/ways"),
            get("/api/v1/session"),
            get("/api/v1/incidents", signedIn()),
            get("/live"),
            get("/live/events"),
            post("/api/v1/session", "{", "Content-Type: application/json"),
            get("/" + "x".repeat(9_000)),
            get("/", "X: " + "y".repeat(20_000)),
            send("NONSENSE\r\n\r\n"));
    for (Raw answer : answers) {
      String what = answer.head();
      assertThat(answer.status()).as(what).isNotZero();
      assertThat(answer.headers("content-security-policy")).as(what).hasSize(1);
      assertThat(answer.header("content-security-policy"))
          .as(what)
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .contains("base-uri 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("x-content-type-options")).as(what).isEqualTo("nosniff");
      assertThat(answer.header("referrer-policy")).as(what).isEqualTo("no-referrer");
      assertThat(answer.header("cross-origin-opener-policy")).as(what).isEqualTo("same-origin");
      assertThat(answer.header("cross-origin-resource-policy")).as(what).isEqualTo("same-origin");
      assertThat(answer.header("strict-transport-security")).as(what).startsWith("max-age=");
      assertThat(answer.header("access-control-allow-origin")).as(what).isEmpty();
      assertThat(answer.header("server")).as(what).isEmpty();
    }
  }

  @Test
  void apiAnswersAreKeptByNobody() throws IOException {
    for (Raw answer :
        List.of(
            get("/api/v1/about"),
            get("/api/v1/session/ways"),
            get("/api/v1/session", signedIn()),
            get("/api/v1/incidents", signedIn()),
            get("/api/v1/nothing"),
            get("/health/ready"))) {
      assertThat(answer.header("cache-control")).as(answer.head()).contains("no-store");
    }
  }

  // Sessions

  @Test
  void theCookieIsOutOfReachAndTheSessionIsNew() throws IOException {
    String planted = "chengtu_session=" + "A".repeat(43);
    Raw opened =
        post(
            "/api/v1/session",
            credentials("operator2"),
            "Content-Type: application/json",
            "Cookie: " + planted);
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.header("set-cookie"))
        .contains("; Secure")
        .containsIgnoringCase("; HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .doesNotContain("Domain")
        .doesNotContain("AAAA");
    assertThat(get("/api/v1/session", "Cookie: " + planted).status()).isEqualTo(401);
  }

  @Test
  void aCommandNeedsTheSessionsOwnToken() throws IOException {
    String body = "{\"account\":\"x1\"}";
    for (String[] headers :
        new String[][] {
          {},
          {"X-CSRF-Token: "},
          {"X-CSRF-Token: " + "A".repeat(43)},
          {"X-CSRF-Token: " + csrf.toLowerCase(Locale.ROOT)},
          {"X-CSRF-Token: " + csrf, "Origin: https://evil.example.org"},
          {"X-CSRF-Token: " + csrf, "Origin: null"},
          {"X-CSRF-Token: " + csrf, "Origin: http://" + host() + ".evil.example.org"},
          {"X-CSRF-Token: " + csrf, "Origin: http://evil@" + host()}
        }) {
      List<String> all =
          new ArrayList<>(
              List.of(
                  "Cookie: " + cookie,
                  "Content-Type: application/json",
                  "Idempotency-Key: " + UUID.randomUUID()));
      all.addAll(List.of(headers));
      Raw refused = post("/api/v1/incidents", body, all.toArray(String[]::new));
      assertThat(refused.status()).as(String.join(" ", headers)).isEqualTo(403);
    }
  }

  /** A form of another site can send these types without asking first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "text/plain; application/json",
        ""
      })
  void onlyJsonIsRead(String type) throws IOException {
    Raw refused = post("/api/v1/session", credentials("operator1"), "Content-Type: " + type);
    assertThat(refused.status()).isIn(400, 415);
    assertThat(refused.header("set-cookie")).isEmpty();
  }

  @Test
  void aForeignPageOpensNoWebSocketWithThePersonsCookie() throws IOException {
    for (String path : List.of("/live?since=0", "/positions")) {
      for (String origin :
          List.of(
              "Origin: https://evil.example.org",
              "Origin: null",
              "Origin: http://" + host() + ".evil.example.org",
              "X-No-Origin: at all")) {
        Raw refused =
            get(
                path,
                "Cookie: " + cookie,
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                origin);
        assertThat(refused.status()).as(path + " " + origin).isEqualTo(403);
      }
    }
  }

  // Paths

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%252e%252e/etc/passwd",
        "/..\\..\\etc\\passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/....//....//etc/passwd",
        "/icons/../../../logback.xml",
        "/icons/%2e%2e/%2e%2e/%2e%2e/logback.xml",
        "/index.html%00.svg",
        "/main.js%00",
        "/webjars/../client/../../../access/rules.yaml",
        "/webjars/..%2f..%2f..%2faccess%2frules.yaml",
        "/META-INF/MANIFEST.MF",
        "/city/chengtu/command/server/Main.class",
        "/db/command/common/V110__access.sql",
        "//etc/passwd",
        "/file:/etc/passwd",
        "/%ef%bc%8e%ef%bc%8e/etc/passwd",
        "/api/v1/attachments/..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/attachments/%2e%2e%2f%2e%2e",
        "/api/v1/plans/..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/layers/..%2f..%2fetc/tiles/1/1/1"
      })
  void nothingButItsOwnFiles(String path) throws IOException {
    Raw answer = get(path, signedIn());
    assertThat(answer.status()).as(answer.head()).isBetween(400, 499);
    assertThat(answer.body())
        .doesNotContain("root:")
        .doesNotContain("<configuration")
        .doesNotContain("signIn:")
        .doesNotContain("create table");
  }

  // Requests

  /** Two ends of one request, as a proxy and the server might read them differently. */
  @Test
  void requestsWithTwoEndsAreRefused() throws IOException {
    String inner = "GET /api/v1/about HTTP/1.1\r\nHost: x\r\n\r\n";
    for (String headers :
        List.of(
            "Content-Length: 0\r\nTransfer-Encoding: chunked",
            "Content-Length: 4\r\nContent-Length: 0",
            "Content-Length: 0\r\nContent-Length: 44",
            "Content-Length: +4",
            "Content-Length: -1",
            "Content-Length: 0x10",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding:\u000bchunked")) {
      Raw answer =
          send(
              "POST /api/v1/session HTTP/1.1\r\nHost: "
                  + host()
                  + "\r\nContent-Type: application/json\r\n"
                  + headers
                  + "\r\n\r\n0\r\n\r\n"
                  + inner);
      assertThat(answer.status()).as(headers + "\n" + answer.head()).isBetween(400, 499);
      assertThat(answer.body()).as(headers).doesNotContain("demoAccounts");
    }
  }

  /** The library's own answer to it is 501, without our headers. */
  @Test
  void aVersionNobodySpeaksIsRefusedLikeTheRest() throws IOException {
    for (String version : List.of("HTTP/9.9", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9")) {
      Raw answer = send("GET /api/v1/about " + version + "\r\nHost: " + host() + "\r\n\r\n");
      assertThat(answer.status()).as(version).isEqualTo(400);
      assertThat(answer.head().toLowerCase(Locale.ROOT))
          .contains("application/problem+json", "content-security-policy");
    }
  }

  @Test
  void nobodyPutsHeadersIntoOurAnswers() throws IOException {
    for (String path :
        List.of(
            "/api/v1/session/provider?returnTo=%0d%0aX-Injected:%20yes",
            "/nothing%0d%0aX-Injected:%20yes",
            "/api/v1/history/unit/x%0d%0aX-Injected:%20yes",
            "/api/v1/commands/%0d%0aX-Injected:%20yes")) {
      assertThat(get(path, signedIn()).header("x-injected")).as(path).isEmpty();
    }
    Raw key =
        post(
            "/api/v1/incidents",
            "{}",
            "Cookie: " + cookie,
            "X-CSRF-Token: " + csrf,
            "Content-Type: application/json",
            "Idempotency-Key: x\rX-Injected: yes");
    assertThat(key.status()).isBetween(400, 499);
    assertThat(key.header("x-injected")).isEmpty();
  }

  /** No answer is made of the Host header, so nobody's links lead elsewhere. */
  @Test
  void aForeignHostLeadsNowhere() throws IOException {
    for (String path : List.of("/", "/api/v1/about", "/api/v1/session/provider", "/nothing")) {
      Raw answer =
          send(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: evil.example.org\r\nX-Forwarded-Host: evil.example.org\r\n"
                  + "Forwarded: host=evil.example.org\r\nConnection: close\r\n\r\n");
      assertThat(answer.head() + answer.body()).as(path).doesNotContain("evil.example.org");
    }
  }

  @Test
  void theServerIsNoProxy() throws IOException {
    assertThat(send("CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n").status())
        .isEqualTo(405);
    Raw absolute = send(request("GET", "http://169.254.169.254/latest/meta-data", ""));
    assertThat(absolute.status()).isEqualTo(404);
    assertThat(send(request("TRACE", "/", "", "X-Secret: 1")).body()).doesNotContain("X-Secret");
  }

  @Test
  void tooMuchIsRefusedBeforeItIsKept() throws IOException {
    assertThat(get("/", "X-Large: " + "x".repeat(20_000)).status()).isEqualTo(431);
    assertThat(get("/" + "x".repeat(9_000)).status()).isEqualTo(414);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      many.append("X-").append(i).append(": 1\r\n");
    }
    assertThat(get("/", many.toString().strip()).status()).isEqualTo(431);
    Raw giant =
        send(
            "POST /api/v1/session HTTP/1.1\r\nHost: "
                + host()
                + "\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{");
    assertThat(giant.status()).isEqualTo(413);
    String deep = "[".repeat(50_000);
    assertThat(post("/api/v1/session", deep, "Content-Type: application/json").status())
        .isEqualTo(400);
  }

  /** Nothing unpacks what comes in: a small body cannot become a large one. */
  @Test
  void packedBodiesAreNotUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(credentials("operator1").getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(
        ("POST /api/v1/session HTTP/1.1\r\nHost: "
                + host()
                + "\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection:"
                + " close\r\nContent-Length: "
                + packed.size()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    request.write(packed.toByteArray());
    assertThat(send(request.toByteArray()).status()).isIn(400, 415);
  }

  /** Attachments are pictures by their bytes; documents that can run something are none. */
  @Test
  void whatCanRunIsNoPicture() throws IOException {
    for (String evil :
        List.of(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg>&x;</svg>",
            "<html><script>alert(1)</script></html>",
            "PK\u0003\u0004zip",
            "GIF89a<script>")) {
      for (String type : List.of("image/svg+xml", "image/png", "text/html", "application/xml")) {
        Raw refused = post("/api/v1/attachments", evil, signedIn("Content-Type: " + type));
        assertThat(refused.status()).as(type + " " + refused.body()).isIn(400, 415);
      }
    }
  }

  // People

  /** Same status, same words, whatever is wrong; only an account's own lock tells more. */
  @Test
  void aStrangerCannotTellWhichAccountsThereAre() throws IOException {
    List<JsonObject> answers = new ArrayList<>();
    for (String account : List.of("dispatcher", "no-such-account", "ｄispatcher", "system")) {
      Raw refused =
          post(
              "/api/v1/session",
              "{\"account\":\"" + account + "\",\"password\":\"Wrong-horse-1\"}",
              "Content-Type: application/json");
      JsonObject problem = new JsonObject(refused.body());
      problem.remove("traceId");
      answers.add(problem);
    }
    assertThat(answers).containsOnly(answers.get(0));
    assertThat(answers.get(0).getString("code")).isEqualTo("sign-in-refused");
  }

  /** A token may do what its scopes say, and never make itself more. */
  @Test
  void aTokenDoesNotOutgrowItsScopes() throws IOException, InterruptedException {
    JsonObject made =
        node.person("admin")
            .post(
                "/tokens",
                new JsonObject()
                    .put("account", "admin")
                    .put("name", "attack")
                    .put(
                        "scopes",
                        new JsonArray().add("account.*").add("token.*").add("unit.read")));
    String bearer = "Authorization: Bearer " + made.getString("secret");
    assertThat(get("/api/v1/units", bearer).status()).isIn(200, 403);
    for (String path : List.of("/api/v1/accounts", "/api/v1/tokens", "/api/v1/roles")) {
      assertThat(get(path, bearer).status()).as(path).isEqualTo(403);
    }
    Raw more =
        post(
            "/api/v1/tokens",
            new JsonObject()
                .put("account", "admin")
                .put("name", "more")
                .put("scopes", new JsonArray().add("*"))
                .encode(),
            bearer,
            "Content-Type: application/json",
            "Idempotency-Key: " + UUID.randomUUID());
    assertThat(more.status()).isEqualTo(403);
    assertThat(get("/api/v1/session", bearer).status()).isEqualTo(401);
    assertThat(get("/api/v1/second-factor", bearer).status()).isEqualTo(401);
  }

  /** Other people's things, by their ids: what the role does not show is not there or forbidden. */
  @Test
  void idsOfOthersOpenNothing() throws IOException, InterruptedException {
    String incident =
        node.person("shiftleader")
            .post(
                "/incidents",
                new JsonObject()
                    .put("type", "gas_leak")
                    .put("place", new JsonObject().put("lon", 100.0).put("lat", 20.0))
                    .put("description", "only for the centre"))
            .getString("id");
    TestNode inspector = node.person("inspector");
    for (String path :
        List.of(
            "/incidents/" + incident,
            "/history/incident/" + incident,
            "/incidents/" + incident + "/timeline",
            "/accounts",
            "/tokens",
            "/journal",
            "/history/account/admin",
            "/history/session/" + UUID.randomUUID(),
            "/commands/" + UUID.randomUUID())) {
      assertThat(inspector.status("GET", path)).as(path).isIn(403, 404);
    }
    assertThat(inspector.status("POST", "/accounts/admin/second-factor/reset")).isEqualTo(403);
    assertThat(inspector.status("POST", "/incidents/" + incident + "/close")).isIn(400, 403, 404);
  }
}
