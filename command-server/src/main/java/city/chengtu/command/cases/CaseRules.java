package city.chengtu.command.cases;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a city lays down about cases: numbering, sources, limits. Read from data.
 *
 * @param source who says so
 * @param zone the zone whose calendar day stands in a case number
 * @param number pattern of case numbers, see {@link CaseNumber}
 * @param componentId regular expression of component codes, with a group "class"
 * @param photos most photos on one report
 */
public record CaseRules(
    String version,
    LocalDate validFrom,
    String source,
    ZoneId zone,
    String number,
    String componentId,
    int photos,
    List<Source> sources) {

  /**
   * Where a report comes from 问题来源.
   *
   * @param of roles whose reports are of this source unless the report says otherwise
   * @param otherwise true for the one source of all other reports
   */
  public record Source(String code, String zh, String en, List<String> of, boolean otherwise) {
    public Source {
      of = of == null ? List.of() : List.copyOf(of);
    }
  }

  public CaseRules {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(componentId, "componentId");
    sources = List.copyOf(sources);
    if (sources.stream().filter(Source::otherwise).count() != 1) {
      throw new IllegalArgumentException("case rules: exactly one source must be the other one");
    }
    if (!componentId.contains("(?<class>")) {
      throw new IllegalArgumentException("case rules: componentId needs a group named class");
    }
  }

  boolean knowsSource(String code) {
    return sources.stream().anyMatch(s -> s.code().equals(code));
  }

  /** The source of a report that names none. */
  String sourceOf(Set<String> roles) {
    return sources.stream()
        .filter(s -> s.of().stream().anyMatch(roles::contains))
        .findFirst()
        .or(() -> sources.stream().filter(Source::otherwise).findFirst())
        .map(Source::code)
        .orElseThrow();
  }

  /** The class digits inside a component's code; empty when it is no such code. */
  Optional<String> classIn(String component) {
    Matcher matcher = Pattern.compile(componentId).matcher(component);
    return matcher.matches() ? Optional.of(matcher.group("class")) : Optional.empty();
  }
}
