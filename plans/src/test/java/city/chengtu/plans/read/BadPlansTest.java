package city.chengtu.plans.read;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.plans.check.Finding;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every drawing in {@code src/test/resources/bad} gets exactly the findings marked in it, on the
 * marked lines.
 */
class BadPlansTest {
  static Stream<Path> bad() {
    return Drawing.bad();
  }

  @ParameterizedTest
  @MethodSource("bad")
  @DisplayName("a bad plan is named with line and code, and nothing else is")
  void findsWhatIsMarked(Path drawing) {
    String plan = Drawing.with(Drawing.text(drawing));
    PlanLibrary library = Drawing.load(plan);

    assertThat(Drawing.expected(plan)).as("a bad drawing has marks").isNotEmpty();
    assertThat(Drawing.found(library.findings()))
        .as(() -> String.join("\n", library.findings().stream().map(Finding::toString).toList()))
        .isEqualTo(Drawing.expected(plan));
    assertThat(library.plans().isEmpty())
        .as("a plan with an error is left out, one with only warnings is kept")
        .isEqualTo(library.findings().stream().anyMatch(Finding::isError));
  }
}
