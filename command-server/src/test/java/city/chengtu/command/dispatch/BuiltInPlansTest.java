package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.plans.check.Vocabulary;
import city.chengtu.plans.read.PlanLibrary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The plans that come with the product speak the words of the reference data and the catalogue that
 * come with it.
 */
class BuiltInPlansTest {
  private static final String REFERENCE = "/city/chengtu/samples/reference/dispatch.yaml";

  @Test
  void everyTypeCapabilityAndLayerIsKnown() throws IOException {
    JsonNode reference = reference();
    Set<String> layers =
        StandardLayers.list().stream()
            .map(Layer::id)
            .collect(Collectors.toCollection(HashSet::new));
    layers.addAll(List.of("incidents", "units", "cases", "closures"));

    PlanLibrary library =
        PlanLibrary.load(
            Vocabulary.of(
                codes(reference.path("types")), codes(reference.path("capabilities")), layers));

    assertThat(library.findings()).isEmpty();
    assertThat(library.plans()).isNotEmpty();
  }

  private static Set<String> codes(JsonNode items) {
    Set<String> codes = new HashSet<>();
    items.forEach(item -> codes.add(item.path("code").asText()));
    assertThat(codes).isNotEmpty();
    return codes;
  }

  private static JsonNode reference() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BuiltInPlansTest.class.getResourceAsStream(REFERENCE))) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return new ObjectMapper().valueToTree(yaml);
    }
  }
}
