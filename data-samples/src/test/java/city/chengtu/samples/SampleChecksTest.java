package city.chengtu.samples;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.ingest.CheckedSink;
import city.chengtu.gis.ingest.LayerChecks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sample city passes the very checks that imports of real data pass, without a single remark.
 */
class SampleChecksTest {

  @ParameterizedTest
  @CsvSource({"1, 0.3", "2, 0.3", "3, 0.3", SampleCity.DEFAULT_SEED + ", 1"})
  void nothingIsFound(long seed, double scale) {
    CheckedSink sink = new CheckedSink(new DigestSink(), LayerChecks.standard());
    SampleCity.generate(seed, scale, sink);
    sink.close();
    assertThat(sink.report().findings()).as(sink.report().toString()).isEmpty();
    assertThat(sink.report().total().accepted())
        .isPositive()
        .isEqualTo(sink.report().total().read());
  }
}
