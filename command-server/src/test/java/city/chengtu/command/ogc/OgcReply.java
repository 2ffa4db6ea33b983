package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** An answer of the service, with what the tests ask of it. */
public record OgcReply(HttpResponse<byte[]> response) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  public String type() {
    return header("Content-Type");
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(toString(), e);
    }
  }

  /** Identities of the features, in order. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    json().get("features").forEach(feature -> ids.add(feature.get("id").asText()));
    return ids;
  }

  /** The links of a relation. */
  public List<JsonNode> links(String rel) {
    return StreamSupport.stream(json().path("links").spliterator(), false)
        .filter(link -> link.get("rel").asText().equals(rel))
        .toList();
  }

  /** Address of the one link of a relation and media type. */
  public String link(String rel, String type) {
    List<String> found =
        links(rel).stream()
            .filter(link -> link.get("type").asText().equals(type))
            .map(link -> link.get("href").asText())
            .toList();
    assertThat(found).as(rel + " " + type + " in " + this).hasSize(1);
    return found.get(0);
  }

  /** It went well. */
  public OgcReply ok() {
    assertThat(status()).as(toString()).isEqualTo(200);
    return this;
  }

  /** It was refused with 400, naming the parameter. */
  public OgcReply refused(String parameter) {
    assertThat(status()).as(toString()).isEqualTo(400);
    assertThat(type()).isEqualTo("application/problem+json");
    assertThat(json().at("/errors/0/field").asText()).as(toString()).isEqualTo(parameter);
    assertThat(json().get("code").asText()).isNotBlank();
    return this;
  }

  @Override
  public String toString() {
    return response.uri() + " " + status() + " " + text();
  }
}
