package city.chengtu.gis.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class FilteredPagesTest {
  private static final List<Feature> ALL =
      IntStream.range(0, 3_500)
          .mapToObj(
              i ->
                  new Feature(
                      "x",
                      "f%05d".formatted(i),
                      1,
                      Instant.EPOCH,
                      new GeometryFactory().createPoint(new Coordinate(i, 0)),
                      Map.of("n", (long) i)))
          .toList();

  private final List<FeatureQuery> asked = new ArrayList<>();

  private List<Feature> page(FeatureQuery query) {
    asked.add(query);
    return ALL.stream()
        .filter(f -> query.after() == null || f.id().compareTo(query.after()) > 0)
        .limit(query.limit())
        .toList();
  }

  private static FeatureQuery every(long nth) {
    Predicate<Feature> test = f -> (long) f.properties().get("n") % nth == 0;
    return FeatureQuery.of("x").withFilter(() -> test);
  }

  @Test
  void readsOnUntilEnoughAreFound() {
    assertThat(FilteredPages.read(every(1_000).withLimit(3), this::page))
        .extracting(Feature::id)
        .containsExactly("f00000", "f01000", "f02000");
    assertThat(asked).hasSize(3).allMatch(q -> q.filter() == null && q.limit() == 1_000);
  }

  @Test
  void goesOnAfterThePageBefore() {
    assertThat(FilteredPages.read(every(1_000).withLimit(3).withAfter("f01000"), this::page))
        .extracting(Feature::id)
        .containsExactly("f02000", "f03000");
  }

  @Test
  void withoutAFilterTheSourceIsAskedAsItIs() {
    FeatureQuery query = FeatureQuery.of("x").withLimit(7);
    assertThat(FilteredPages.read(query, this::page)).hasSize(7);
    assertThat(asked).containsExactly(query);
  }
}
