package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.mapserver.Difference;
import city.chengtu.gis.mapserver.Difference.Kind;
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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What publishing does to a GeoServer, the same steps for the recorded contract of its REST
 * interface and for a real one.
 */
abstract class PublishingSteps {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  static final String PASSWORD = "geo";

  /** As http://127.0.0.1:8080/geoserver. */
  abstract String address();

  /** How the GeoServer reaches the views. */
  abstract StoreConnection connection();

  RestDoor.Answer send(String method, String path, String type, byte[] body) throws IOException {
    String user = "admin:" + PASSWORD;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + "/rest" + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      return new RestDoor.Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  Publisher publisher() {
    return new Publisher(this::send, "chengtu", connection());
  }

  private static PublishedLayer layer(String id, String reader) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("fid", "java.lang.Long");
    columns.put("id", "java.lang.String");
    columns.put("geom", "org.locationtech.jts.geom.Geometry");
    return new PublishedLayer(id, "图层 " + id, "", columns, sld(id), List.of(reader), null);
  }

  private static String sld(String name) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld"><NamedLayer><Name>%s</Name><UserStyle><FeatureTypeStyle><Rule><PointSymbolizer/></Rule></FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\
    """
        .formatted(name);
  }

  final List<PublishedLayer> wanted = List.of(layer("roads", "*"), layer("pipes", "R1"));

  private void changed(String method, String path, String type, String body) throws IOException {
    RestDoor.Answer answer = send(method, path, type, body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).as(method + " " + path).isIn(200, 201);
  }

  @Test
  void whatIsWantedIsThereWhatStrangersChangeIsMendedWhatIsNotGoes() throws IOException {
    publisher().publish(wanted);
    assertThat(publisher().diff(wanted)).isEmpty();
    assertThat(publisher().publish(wanted)).as("nothing to mend").isEmpty();

    String types = "/workspaces/chengtu/datastores/chengtu/featuretypes/";
    String json = "application/json";
    changed("PUT", types + "pipes", json, "{\"featureType\":{\"title\":\"Pipes\"}}");
    changed("POST", "/security/acl/layers.json", json, "{\"chengtu.old.r\":\"*\"}");
    changed(
        "PUT",
        "/workspaces/chengtu/styles/roads",
        "application/vnd.ogc.sld+xml",
        sld("somebody else's"));
    assertThat(publisher().diff(wanted))
        .extracting(d -> d.kind() + " " + d.layer())
        .containsExactlyInAnyOrder("RIGHTS old", "STYLE roads", "TITLE pipes");
    publisher().publish(wanted);
    assertThat(publisher().diff(wanted)).isEmpty();

    List<PublishedLayer> fewer = wanted.subList(0, 1);
    assertThat(publisher().diff(fewer)).extracting(Difference::kind).contains(Kind.SURPLUS);
    publisher().publish(fewer);
    assertThat(publisher().diff(fewer)).isEmpty();
    assertThat(send("GET", types + "pipes.json", "", new byte[0]).status()).isEqualTo(404);
  }
}
