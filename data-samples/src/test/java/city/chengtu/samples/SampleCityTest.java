package city.chengtu.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.ingest.NewFeature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;

class SampleCityTest {
  private static final CollectingSink CITY = new CollectingSink();
  private static Map<String, Long> counts;

  @BeforeAll
  static void makeCity() {
    counts = SampleCity.generate(SampleCity.DEFAULT_SEED, 1, CITY);
  }

  @Test
  void hasAboutAHundredThousandFeatures() {
    assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
        .isBetween(90_000L, 125_000L);
    assertThat(counts.keySet()).isEqualTo(CITY.all().keySet());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, SampleCity.DEFAULT_SEED})
  void isTheSameForTheSameSeed(long seed) {
    assertThat(digest(seed)).isEqualTo(digest(seed)).isNotEqualTo(digest(seed + 1));
  }

  private static String digest(long seed) {
    DigestSink sink = new DigestSink();
    SampleCity.generate(seed, 0.2, sink);
    return sink.hex();
  }

  @Test
  void refusesAScaleOutOfBounds() {
    assertThatThrownBy(() -> SampleCity.generate(1, 101, new DigestSink()))
        .hasMessageContaining("scale");
    assertThatThrownBy(() -> SampleCity.generate(1, Double.NaN, new DigestSink()))
        .hasMessageContaining("scale");
  }

  @Test
  void givesEveryFeatureAnIdOfItsOwnAndAValidFigure() {
    CITY.all()
        .forEach(
            (layer, features) -> {
              Set<String> ids = new HashSet<>();
              for (NewFeature feature : features) {
                assertThat(ids.add(feature.id())).as(layer + " " + feature.id()).isTrue();
                assertThat(feature.geometry().isValid()).as(layer + " " + feature.id()).isTrue();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void gridsFormOnePartitionWithoutGapOrOverlap(long seed) {
    CollectingSink city = new CollectingSink();
    SampleCity.generate(seed, 0.3, city);
    assertSeamless(city);
  }

  @Test
  void gridsOfTheDefaultCityAreSeamless() {
    assertSeamless(CITY);
  }

  private static void assertSeamless(CollectingSink city) {
    Geometry[] grids =
        city.layer("grids").stream().map(NewFeature::geometry).toArray(Geometry[]::new);
    // The validator answers the bad edges of each area, null when there are none; 1e-6 degrees is
    // some 0.1 m.
    assertThat(CoverageValidator.validate(grids, 1e-6)).containsOnlyNulls();
    Geometry whole =
        city.layer("boundaries").stream()
            .filter(f -> f.properties().get("level").equals("city"))
            .findFirst()
            .orElseThrow()
            .geometry();
    double sum = 0;
    for (Geometry grid : grids) {
      sum += grid.getArea();
    }
    assertThat(whole.getNumGeometries()).isEqualTo(1);
    assertThat(whole.getArea())
        .isCloseTo(sum, org.assertj.core.data.Percentage.withPercentage(1e-6));
  }

  @Test
  void gridCodesFollowTheDivisionTree() {
    Map<String, String> divisions = new HashMap<>();
    CITY.layer("boundaries")
        .forEach(f -> divisions.put(f.id(), (String) f.properties().get("name")));
    for (NewFeature grid : CITY.layer("grids")) {
      String code = (String) grid.properties().get("code");
      assertThat(code).matches("\\d{15}");
      assertThat(divisions.get(code.substring(0, 6))).isEqualTo(grid.properties().get("district"));
      assertThat(divisions.get(code.substring(0, 9))).isEqualTo(grid.properties().get("street"));
      assertThat(divisions.get(code.substring(0, 12)))
          .isEqualTo(grid.properties().get("community"));
    }
  }

  @Test
  void communitiesHangTogether() {
    assertThat(CITY.layer("boundaries")).allMatch(f -> f.geometry().getNumGeometries() == 1);
  }

  @Test
  void componentsStandInTheGridTheyName() {
    Map<String, Geometry> grids = new HashMap<>();
    CITY.layer("grids").forEach(f -> grids.put(f.id(), f.geometry()));
    for (NewFeature component : CITY.layer("components")) {
      String code = (String) component.properties().get("ObjID");
      String grid = (String) component.properties().get("BGID");
      assertThat(code).matches("\\d{16}");
      assertThat(code).startsWith(grid.substring(0, 6) + component.properties().get("class"));
      assertThat(grids.get(grid).covers(component.geometry())).as(code).isTrue();
    }
  }

  @Test
  void housesAreNumberedOnceEachAndInOrderAlongTheStreet() {
    List<String> addresses =
        CITY.layer("buildings").stream().map(f -> (String) f.properties().get("address")).toList();
    assertThat(addresses)
        .doesNotHaveDuplicates()
        .contains("芙蓉路388号")
        .allMatch(a -> a.matches("\\D+\\d+号(\\d+栋)?"));
  }
}
