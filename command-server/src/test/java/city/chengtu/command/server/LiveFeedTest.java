package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import city.chengtu.gis.store.DatabaseSettings;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The feed of a whole server to many clients at once that share frames: others' rights, interests,
 * streams and slowness must not show. Every buffer is watched for leaks.
 */
class LiveFeedTest {
  @TempDir private static Path data;
  private static final ListAppender<ILoggingEvent> LEAKS = new ListAppender<>();
  private static ResourceLeakDetector.Level levelBefore;
  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    levelBefore = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    LEAKS.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(LEAKS);
    node = TestNode.start(DatabaseSettings.of("h2", data, 10), data, Map.of()).signIn("operator1");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    for (int i = 0; i < 5; i++) { // leaks are found when the garbage collector has been there
      System.gc();
      Thread.sleep(20);
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).detachAppender(LEAKS);
    ResourceLeakDetector.setLevel(levelBefore);
    assertThat(LEAKS.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }

  private static void write(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      node.post(
          "/incidents",
          new JsonObject()
              .put("type", "gas_leak")
              .put("description", "有燃气味，" + i)
              .put("place", new JsonObject().put("lon", 112.98).put("lat", 28.19))
              .put("caller", new JsonObject().put("name", "张三").put("phone", "13812345678")));
    }
  }

  private static long position() throws Exception {
    return node.get("/about").getLong("journalPosition");
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static void awaitAll(List<TestNode.Ear> ears, long position) throws Exception {
    for (TestNode.Ear ear : ears) {
      ear.await("entry " + position, e -> e.getLong("position", -1L) == position);
    }
  }

  @Test
  void manyClientsOfOneFrameEachHearEverythingOnceAndOnlyWhatTheyMay() throws Exception {
    TestNode leader = TestNode.of(node.server).signIn("leader");
    long before = position();
    List<TestNode.Ear> operators = new ArrayList<>();
    List<TestNode.Ear> leaders = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      operators.add(node.listen(before));
      leaders.add(leader.listen(before));
    }
    write(15);
    long end = position();
    awaitAll(operators, end);
    awaitAll(leaders, end);
    for (TestNode.Ear ear : operators) {
      assertThat(ear.positions()).containsExactlyElementsOf(range(before + 1, end));
    }
    assertThat(operators.get(0).events.toString()).contains("\"phone\":");
    for (TestNode.Ear ear : leaders) {
      assertThat(ear.positions()).containsExactlyElementsOf(range(before + 1, end));
      assertThat(ear.events.toString()).doesNotContain("\"phone\":");
    }
  }

  @Test
  void aPageLongerThanAFrameArrivesWhole() throws Exception {
    write(40);
    long end = position();
    TestNode.Ear ear = node.listen(0);
    ear.await("the end", e -> e.getLong("position", -1L) == end);
    assertThat(ear.positions()).isSorted().doesNotHaveDuplicates();
    assertThat(ear.events.toString().length()).isGreaterThan(70_000);
  }

  @Test
  void aStreamHearsTheSameAsASocket() throws Exception {
    long before = position();
    TestNode.Ear ear = node.listen(before);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET /live/events?since="
                      + before
                      + " HTTP/1.1\r\nHost: 127.0.0.1:"
                      + node.server.port()
                      + "\r\nCookie: "
                      + node.cookie()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      write(5);
      long end = position();
      ear.await("the end", e -> e.getLong("position", -1L) == end);
      assertThat(streamed(socket.getInputStream(), end)).containsExactlyElementsOf(ear.positions());
    }
  }

  private static List<Long> streamed(InputStream in, long end) throws IOException {
    List<Long> positions = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    while (positions.isEmpty() || positions.get(positions.size() - 1) < end) {
      String line = lines.readLine();
      if (line.startsWith("data: [")) {
        new JsonArray(line.substring(6))
            .forEach(
                e -> {
                  Long at = ((JsonObject) e).getLong("position");
                  if (at != null) {
                    positions.add(at);
                  }
                });
      }
    }
    return positions;
  }

  @Test
  void clientsThatGoWhileTheyAreWrittenToHurtNobody() throws Exception {
    long before = position();
    TestNode.Ear steady = node.listen(before);
    for (int round = 0; round < 5; round++) {
      List<Socket> going = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        going.add(raw(0)); // takes a long page, and reads none of it
      }
      write(4);
      for (Socket socket : going) {
        socket.setSoLinger(true, 0); // a reset, as when a screen loses its power
        socket.close();
      }
    }
    long end = position();
    steady.await("the end", e -> e.getLong("position", -1L) == end);
    assertThat(steady.positions()).containsExactlyElementsOf(range(before + 1, end));
  }

  @Test
  void oneThatDoesNotReadIsCaughtUpWhenItDoes() throws Exception {
    try (Socket stalled = raw(0)) {
      long before = position();
      TestNode.Ear quick = node.listen(before);
      write(60);
      long end = position();
      quick.await("the end", e -> e.getLong("position", -1L) == end);
      stalled.setSoTimeout(10_000);
      String wanted = "\"position\":" + end + ",";
      StringBuilder heard = new StringBuilder();
      byte[] some = new byte[16_384];
      while (heard.indexOf(wanted) < 0) {
        int count = stalled.getInputStream().read(some);
        assertThat(count).isPositive();
        heard.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** A WebSocket by hand, with a small window: nothing is read until the test does. */
  private static Socket raw(long since) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.server.port()));
    String host = "127.0.0.1:" + node.server.port();
    socket
        .getOutputStream()
        .write(
            ("GET /live?since="
                    + since
                    + " HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nOrigin: http://"
                    + host
                    + "\r\nCookie: "
                    + node.cookie()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
