package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that a proxy has checked, and everybody who would like to be that proxy. */
@EachStore
class CertificateSignInTest {
  private static final String HEADER = "X-Client-Cert-Subject";
  private static final String SECRET = "only-the-proxy-knows-this";
  private static final String WANG = "CN=wang,OU=指挥中心,O=云巷市,C=CN";

  private final TestStore stores;
  private AccessScene scene;
  private AccessNode node;

  CertificateSignInTest(TestStore stores) {
    this.stores = stores;
  }

  private static ProxySettings settings(String... proxies) {
    return new ProxySettings(
        HEADER,
        List.of(proxies).stream().map(CidrBlock::of).toList(),
        "X-Proxy-Secret",
        SECRET,
        "CN",
        List.of("O=云巷市"));
  }

  private AccessNode node(ProxySettings proxy) {
    return new AccessNode(
        scene.store,
        scene.clock,
        scene.rules,
        AccessNode.plain(),
        http ->
            new SignInWays(
                AccessNode.SECRETS,
                Optional.empty(),
                Set.of(),
                Optional.of(proxy),
                proxy.proxies()));
  }

  @BeforeEach
  void start() {
    scene = new AccessScene(stores);
    scene.create("wang", "operator");
    node = node(settings("127.0.0.0/8"));
  }

  @AfterEach
  void stop() {
    node.close();
    scene.close();
  }

  /** Header values travel as Latin-1: a proxy sends UTF-8 bytes. */
  private static String wire(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static Reply signIn(AccessNode at, String... headers) {
    return at.browser()
        .exchange("POST", "/session/certificate", new JsonObject(), List.of(headers));
  }

  @Test
  void the_proxys_word_opens_a_session_without_a_password() {
    Browser browser = node.browser();
    Reply opened =
        browser.exchange(
            "POST",
            "/session/certificate",
            new JsonObject().put("seat", "A-07"),
            List.of(
                HEADER,
                "CN=Wang,O=\\E4\\BA\\91\\E5\\B7\\B7\\E5\\B8\\82",
                "X-Proxy-Secret",
                SECRET));
    assertThat(opened.status()).as("%s", opened.body()).isEqualTo(200);
    assertThat(opened.body().getString("account")).isEqualTo("wang");
    assertThat(opened.body().getString("way")).isEqualTo("certificate");
    assertThat(opened.body().getString("seat")).isEqualTo("A-07");
    assertThat(browser.get("/session").status()).isEqualTo(200);
  }

  @Test
  void without_the_secret_or_from_elsewhere_the_header_is_nothing() {
    assertThat(signIn(node, HEADER, wire(WANG)).code()).isEqualTo("certificate-refused");
    assertThat(signIn(node, HEADER, wire(WANG), "X-Proxy-Secret", "guessed").code())
        .isEqualTo("certificate-refused");
    assertThat(
            signIn(node, HEADER, wire(WANG), "X-Proxy-Secret", SECRET, "X-Proxy-Secret", SECRET)
                .code())
        .isEqualTo("certificate-refused");
    assertThat(signIn(node, "X-Proxy-Secret", SECRET).code()).isEqualTo("certificate-refused");
    try (AccessNode elsewhere = node(settings("10.1.2.0/24", "fd00::/8"))) {
      assertThat(
              signIn(
                      elsewhere,
                      HEADER,
                      wire(WANG),
                      "X-Proxy-Secret",
                      SECRET,
                      "X-Forwarded-For",
                      "10.1.2.3")
                  .code())
          .as("who says to come from the proxy does not")
          .isEqualTo("certificate-refused");
    }
    assertThat(
            scene
                .node
                .browser()
                .exchange(
                    "POST",
                    "/session/certificate",
                    new JsonObject(),
                    List.of(HEADER, wire(WANG), "X-Proxy-Secret", SECRET))
                .status())
        .as("a server without the setting")
        .isEqualTo(404);
  }

  /** The client sends the header too, and a careless proxy appends. */
  @Test
  void two_subjects_are_none() {
    assertThat(
            signIn(node, HEADER, "CN=admin,O=x", HEADER, wire(WANG), "X-Proxy-Secret", SECRET)
                .code())
        .isEqualTo("certificate-refused");
  }

  @Test
  void a_header_alone_gives_no_right_to_anything_else() {
    Reply refused =
        node.browser()
            .exchange(
                "GET", "/accounts", null, List.of(HEADER, wire(WANG), "X-Proxy-Secret", SECRET));
    assertThat(refused.status()).isEqualTo(401);
  }

  @Test
  void another_sites_page_cannot_sign_a_person_in() {
    assertThat(
            signIn(
                    node,
                    HEADER,
                    wire(WANG),
                    "X-Proxy-Secret",
                    SECRET,
                    "Origin",
                    "https://evil.example.org")
                .code())
        .isEqualTo("foreign-origin");
  }

  @Test
  void unknown_and_disabled_accounts_are_answered_alike() {
    scene.patch("wang", 1, new JsonObject().put("disabled", true));
    Reply disabled =
        signIn(
            node,
            HEADER,
            "CN=wang,O=\\E4\\BA\\91\\E5\\B7\\B7\\E5\\B8\\82",
            "X-Proxy-Secret",
            SECRET);
    Reply unknown =
        signIn(
            node,
            HEADER,
            "CN=nobody,O=\\E4\\BA\\91\\E5\\B7\\B7\\E5\\B8\\82",
            "X-Proxy-Secret",
            SECRET);
    for (Reply reply : List.of(disabled, unknown)) {
      reply.body().remove("traceId");
    }
    assertThat(disabled.body()).isEqualTo(unknown.body());
    assertThat(disabled.status()).isEqualTo(401);
  }

  @Test
  void subjects_are_read_as_the_standard_says() throws Exception {
    ClientCertificates certificates = new ClientCertificates(settings("127.0.0.1"));
    assertThat(certificates.account(WANG)).isEqualTo("wang");
    assertThat(certificates.account("O=云巷市,CN=Wang.Li")).isEqualTo("wang.li");
    assertThat(certificates.account("Hash=ab;Subject=\"CN=wang,O=云巷市\";URI=x")).isEqualTo("wang");
    assertThat(certificates.account("By=spiffe://x;Hash=ab;Subject=\"CN=wang,O=云巷市\""))
        .isEqualTo("wang");
  }

  /** Subjects made to look like somebody else's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=wang,O=other",
        "CN=wang",
        "OU=a\\,O=云巷市,CN=wang", // the comma belongs to the unit's name
        "CN=wang+OU=x,O=云巷市",
        "CN=wang,CN=admin,O=云巷市",
        "O=云巷市\\,CN=wang",
        "UID=wang,O=云巷市",
        "CN=\"wang,O=云巷市\"",
        "CN=wang,O=云巷市x",
        "CN=system,O=云巷市",
        "CN=../wang,O=云巷市",
        "not a subject",
        "=,=",
        "Subject=\"CN=wang,O=云巷市\";x,Subject=\"CN=admin,O=云巷市\"",
        "Subject=\"CN=wang\\\",O=云巷市",
        "Hash=\";Subject=\"CN=wang,O=other\""
      })
  void forged_subjects_open_nothing(String subject) {
    ClientCertificates certificates = new ClientCertificates(settings("127.0.0.1"));
    assertThatThrownBy(() -> certificates.account(subject))
        .isInstanceOf(ClientCertificates.Unusable.class);
  }

  @Test
  void blocks_of_addresses() {
    assertThat(CidrBlock.of("10.1.0.0/16").holds("10.1.255.3")).isTrue();
    assertThat(CidrBlock.of("10.1.0.0/16").holds("10.2.0.1")).isFalse();
    assertThat(CidrBlock.of("127.0.0.1").holds("127.0.0.1")).isTrue();
    assertThat(CidrBlock.of("127.0.0.1").holds("127.0.0.2")).isFalse();
    assertThat(CidrBlock.of("fd00::/8").holds("fd12::1")).isTrue();
    assertThat(CidrBlock.of("fd00::/8").holds("fe80::1")).isFalse();
    assertThat(CidrBlock.of("0.0.0.0/0").holds("::1")).isFalse();
    for (String odd : List.of("", "localhost", "10.0.0.1, 10.0.0.2", "unix:/x")) {
      assertThat(CidrBlock.of("0.0.0.0/0").holds(odd)).as(odd).isFalse();
    }
    for (String bad : List.of("proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "x/8")) {
      assertThatThrownBy(() -> CidrBlock.of(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Behind a proxy, limits count the people, not the proxy; and nobody chooses what is counted. */
  @Test
  void the_limit_per_address_counts_whoever_the_proxy_names() {
    int limit = scene.rules.signIn().attemptsPerAddress();
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i <= limit; i++) {
      answers.add(guess("203.0.113." + i + ", 198.51.100.7", "nobody" + i));
    }
    assertThat(answers).as("what the client wrote itself does not count").contains(429);
    assertThat(guess("198.51.100.8", "somebody")).isEqualTo(401);
  }

  private int guess(String forwarded, String account) {
    return node.browser()
        .exchange(
            "POST",
            "/session",
            new JsonObject().put("account", account).put("password", "x"),
            List.of("X-Forwarded-For", forwarded))
        .status();
  }
}
