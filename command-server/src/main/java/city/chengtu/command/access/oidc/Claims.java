package city.chengtu.command.access.oidc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads claims by path: {@code realm_access.roles}. A claim whose own name has dots comes first.
 */
final class Claims {
  private final Map<String, Object> claims;

  Claims(Map<String, Object> claims) {
    this.claims = claims;
  }

  /** Text of the claim; empty when it is missing, blank, or no text. */
  Optional<String> text(String path) {
    return find(path)
        .filter(String.class::isInstance)
        .map(v -> ((String) v).strip())
        .filter(v -> !v.isEmpty());
  }

  /** The claim's texts: a list, or a single one. */
  List<String> texts(String path) {
    return find(path)
        .map(v -> v instanceof List<?> list ? list : List.of(v))
        .map(list -> list.stream().filter(String.class::isInstance).map(v -> (String) v).toList())
        .orElse(List.of());
  }

  private Optional<Object> find(String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (claims.get(path) != null) {
      return Optional.of(claims.get(path));
    }
    Object at = claims;
    for (String part : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return Optional.ofNullable(at);
  }
}
