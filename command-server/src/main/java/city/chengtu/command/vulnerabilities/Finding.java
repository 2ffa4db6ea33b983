package city.chengtu.command.vulnerabilities;

import java.util.List;
import java.util.Set;

/**
 * A library with a known vulnerability.
 *
 * @param ids of the advisory, its own first
 * @param fixedIn versions in which it is mended; empty when none is said
 */
public record Finding(
    String id,
    Set<String> ids,
    Severity severity,
    Library library,
    List<String> fixedIn,
    String summary) {
  public Finding {
    ids = Set.copyOf(ids);
    fixedIn = List.copyOf(fixedIn);
  }

  /** All findings, the worst first. */
  public static List<Finding> in(List<Library> libraries, OsvDatabase database) {
    return libraries.stream()
        .flatMap(
            library ->
                database.about(library).stream()
                    .flatMap(
                        a ->
                            a.affects(library.name(), library.version()).stream()
                                .map(
                                    fixed ->
                                        new Finding(
                                            a.id(),
                                            a.ids(),
                                            a.severity(),
                                            library,
                                            fixed.stream().distinct().toList(),
                                            a.summary()))))
        .sorted(
            java.util.Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(f -> f.library().name())
                .thenComparing(Finding::id))
        .toList();
  }
}
