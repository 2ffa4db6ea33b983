package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.mapserver.Difference;
import city.chengtu.gis.mapserver.MapServerException;
import city.chengtu.gis.mapserver.PublishedLayer;
import city.chengtu.gis.mapserver.Publisher;
import city.chengtu.gis.mapserver.RestDoor;
import city.chengtu.gis.mapserver.StoreConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing against the contract of GeoServer's REST interface, broken at every step. */
class PublisherTest {
  private static final StoreConnection STORE =
      new StoreConnection("db.example", 5432, "chengtu", "chengtu_published", "reader", "x");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private GeoServerContract geoServer;

  @BeforeEach
  void start() throws IOException {
    geoServer = new GeoServerContract();
  }

  @AfterEach
  void stop() {
    geoServer.close();
  }

  private RestDoor.Answer send(String method, String path, String type, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(geoServer.address() + "/rest" + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            "admin:geo".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      return new RestDoor.Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Publisher publisher() {
    return new Publisher(this::send, "chengtu", STORE);
  }

  private static PublishedLayer layer(String id, String reader) {
    return new PublishedLayer(
        id,
        "图层 " + id,
        "",
        Map.of("id", "java.lang.String", "geom", "org.locationtech.jts.geom.Geometry"),
        "<StyledLayerDescriptor><NamedLayer>" + id + "</NamedLayer></StyledLayerDescriptor>",
        List.of(reader),
        null);
  }

  private final List<PublishedLayer> wanted = List.of(layer("roads", "*"), layer("pipes", "R1"));

  @Test
  void aBrokenRunIsEndedByTheNext() throws IOException {
    int writes = 0;
    for (int broken = 1; ; broken++) {
      stop();
      start();
      geoServer.failAt.set(broken);
      boolean failed = fails();
      if (!failed) {
        break;
      }
      writes++;
      publisher().publish(wanted);
      assertThat(publisher().diff(wanted)).as("after a failure at write " + broken).isEmpty();
    }
    assertThat(writes).as("writes of a whole run").isGreaterThan(8);
  }

  private boolean fails() throws IOException {
    try {
      publisher().publish(wanted);
      return false;
    } catch (MapServerException e) {
      assertThat(e.status()).isEqualTo(500);
      for (String type : geoServer.types.keySet()) {
        assertThat(geoServer.rules)
            .as("never data without its rule")
            .containsKey("chengtu." + type + ".r");
      }
      return true;
    }
  }

  @Test
  void aRunThatFindsNothingWritesNothing() throws IOException {
    publisher().publish(wanted);
    geoServer.log.clear();

    assertThat(publisher().publish(wanted)).isEmpty();

    assertThat(geoServer.log).allMatch(line -> line.startsWith("GET "));
  }

  @Test
  void everyDifferenceIsNamed() throws IOException {
    assertThat(publisher().diff(wanted))
        .extracting(Difference::kind)
        .contains(Difference.Kind.WORKSPACE, Difference.Kind.MISSING);
    publisher().publish(wanted);
    geoServer
        .stores
        .get("chengtu")
        .getJsonObject("connectionParameters")
        .getJsonArray("entry")
        .getJsonObject(1)
        .put("$", "elsewhere");
    geoServer.rules.put("chengtu.old.r", "*");
    geoServer.types.get("pipes").put("title", "Pipes");
    geoServer.defaults.put("roads", "generic");

    assertThat(publisher().diff(wanted))
        .extracting(d -> d.kind() + " " + d.layer())
        .containsExactly("RIGHTS old", "STORE ", "STYLE roads", "TITLE pipes");
    publisher().publish(wanted);
    assertThat(publisher().diff(wanted)).isEmpty();
  }

  @Test
  void aServerThatDoesNotKnowUsIsSaid() {
    assertThatThrownBy(
            () ->
                new Publisher(
                        (m, p, t, b) -> new RestDoor.Answer(401, new byte[0]), "chengtu", STORE)
                    .publish(wanted))
        .isInstanceOf(MapServerException.class)
        .hasMessageContaining("401");
  }
}
