package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.mapserver.Difference;
import city.chengtu.gis.mapserver.MapServerException;
import city.chengtu.gis.mapserver.Publisher;
import city.chengtu.gis.mapserver.RestDoor;
import city.chengtu.gis.mapserver.StoreConnection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing against the contract of GeoServer's REST interface, broken at every step. */
class PublisherTest extends PublishingSteps {
  private static final StoreConnection STORE =
      new StoreConnection("db.example", 5432, "chengtu", "chengtu_published", "reader", "x");

  private GeoServerContract geoServer;

  @BeforeEach
  void start() throws IOException {
    geoServer = new GeoServerContract();
  }

  @AfterEach
  void stop() {
    geoServer.close();
  }

  @Override
  String address() {
    return geoServer.address();
  }

  @Override
  StoreConnection connection() {
    return STORE;
  }

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
