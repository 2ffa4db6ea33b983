package city.chengtu.gis.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandardLayersTest {
  @Test
  void theLayersOthersRelyOnAreThere() {
    assertThat(StandardLayers.list().stream().map(Layer::id).toList())
        .containsExactlyInAnyOrder(
            "boundaries",
            "roads",
            "water",
            "green",
            "buildings",
            "places",
            "poi",
            "grids",
            "components",
            "pipe_points",
            "pipe_segments",
            "plan_zones");
  }

  @Test
  void everyLayerHangsUnderAThemeAndLabelsWithAFieldItHas() {
    List<String> themes = StandardLayers.themes().stream().map(Theme::id).toList();
    for (Layer layer : StandardLayers.list()) {
      assertThat(themes).as(layer.id()).contains(layer.theme());
      assertThat(layer.field(layer.style().labelField())).as(layer.id()).isPresent();
    }
  }

  @Test
  void aLayerSurvivesJson() {
    for (Layer layer : StandardLayers.list()) {
      assertThat(LayerJson.read(LayerJson.write(layer))).isEqualTo(layer);
    }
  }

  @Test
  void aWrongLayerIsRefusedByTheNameOfItsMember() {
    String json = LayerJson.write(StandardLayers.get("roads"));
    assertThatThrownBy(() -> LayerJson.read(json.replace("\"LINE\"", "\"CURVE\"")))
        .hasMessageContaining("geometry");
    assertThatThrownBy(() -> LayerJson.read(json.replace("\"roads\"", "\"Roads!\"")))
        .hasMessageContaining("layer id");
    assertThatThrownBy(() -> LayerJson.read(json.replace("\"live\"", "\"boss\":1,\"live\"")))
        .hasMessageContaining("boss");
  }
}
