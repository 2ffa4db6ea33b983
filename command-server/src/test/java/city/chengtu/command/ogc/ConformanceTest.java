package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is declared is tested, and what is tested is declared. */
class ConformanceTest {
  private static final String PACKAGE = ConformanceTest.class.getPackageName();

  @Test
  void eachClassThatIsDeclaredHasItsTestsAndNoOther() throws Exception {
    List<String> proved =
        tests()
            .filter(test -> test.isAnnotationPresent(Proves.class))
            .flatMap(test -> Arrays.stream(test.getAnnotation(Proves.class).value()))
            .toList();
    assertThat(proved).containsExactlyInAnyOrderElementsOf(Conformance.CLASSES);
  }

  @Test
  void aClassThatProvesHasTests() throws Exception {
    assertThat(tests().filter(test -> test.isAnnotationPresent(Proves.class)))
        .isNotEmpty()
        .allSatisfy(
            test ->
                assertThat(Arrays.stream(test.getDeclaredMethods()))
                    .anySatisfy(method -> assertThat(method.getAnnotations()).isNotEmpty()));
  }

  /** The test classes of this package and those below it. */
  private static Stream<Class<?>> tests() throws IOException, URISyntaxException {
    Path here = Path.of(ConformanceTest.class.getResource(".").toURI());
    try (Stream<Path> files = Files.walk(here)) {
      return files
          .map(here::relativize)
          .map(Path::toString)
          .filter(file -> file.endsWith("Test.class"))
          .map(file -> PACKAGE + "." + file.replaceAll("[/\\\\]", ".").replaceAll("\\.class$", ""))
          .<Class<?>>map(ConformanceTest::load)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
