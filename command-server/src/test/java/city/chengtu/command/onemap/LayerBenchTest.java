package city.chengtu.command.onemap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayerBenchTest {
  @Test
  void percentilesAreValuesThatWereMeasured() {
    double[] values = {4, 1, 3, 2};
    assertThat(LayerBench.percentile(values, 0.5)).isEqualTo(2);
    assertThat(LayerBench.percentile(values, 0.99)).isEqualTo(4);
    assertThat(LayerBench.percentile(values, 1)).isEqualTo(4);
    assertThat(LayerBench.percentile(new double[] {7}, 0.5)).isEqualTo(7);
  }
}
