package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "incident.read, incident.read, true",
    "incident.read, incident.reads, false",
    "incident.*, incident.create, true",
    "incident.*, incidents.create, false",
    "*.read, unit.read, true",
    "*.read, unit.ready, false",
    "*, whatever, true",
    "pipe_*, pipe_points, true",
    "a*b*c, a-b-b-c, true",
    "a*b*c, a-c-b, false",
    "'', x, false",
    "inc?dent, incident, false"
  })
  void a_star_stands_for_any_characters(String pattern, String name, boolean matches) {
    assertThat(NamePattern.matches(pattern, name)).isEqualTo(matches);
  }
}
