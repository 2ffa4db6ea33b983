package city.chengtu.command.vulnerabilities;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** One advisory in OSV form (https://ossf.github.io/osv-schema/). */
final class Advisory {
  private static final String MAVEN = "Maven";

  private final JsonNode tree;

  Advisory(JsonNode tree) {
    this.tree = tree;
  }

  String id() {
    return tree.path("id").asText();
  }

  /** Its own id and all others it goes by. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    ids.add(id());
    tree.path("aliases").forEach(alias -> ids.add(alias.asText()));
    return ids;
  }

  String summary() {
    return tree.path("summary").asText("");
  }

  Severity severity() {
    return Severity.of(tree);
  }

  boolean isWithdrawn() {
    return tree.hasNonNull("withdrawn");
  }

  /** Names of the Maven packages it is about. */
  Set<String> packages() {
    Set<String> names = new HashSet<>();
    for (JsonNode affected : tree.path("affected")) {
      JsonNode of = affected.path("package");
      if (of.path("ecosystem").asText().split(":", 2)[0].equals(MAVEN)) {
        names.add(of.path("name").asText());
      }
    }
    return names;
  }

  /**
   * Is this version affected? Then the versions in which it is mended, as far as said; else empty.
   */
  Optional<List<String>> affects(String name, String version) {
    List<String> mended = new ArrayList<>();
    boolean hit = false;
    for (JsonNode affected : tree.path("affected")) {
      JsonNode of = affected.path("package");
      if (of.path("ecosystem").asText().split(":", 2)[0].equals(MAVEN)
          && of.path("name").asText().equals(name)
          && isIn(affected, version)) {
        hit = true;
        affected
            .path("ranges")
            .forEach(
                range ->
                    range
                        .path("events")
                        .forEach(
                            e -> {
                              if (e.has("fixed")) {
                                mended.add(e.path("fixed").asText());
                              }
                            }));
      }
    }
    return hit ? Optional.of(mended) : Optional.empty();
  }

  private static boolean isIn(JsonNode affected, String version) {
    for (JsonNode listed : affected.path("versions")) {
      if (compare(listed.asText(), version) == 0) {
        return true;
      }
    }
    for (JsonNode range : affected.path("ranges")) {
      if (!range.path("type").asText().equals("GIT") && isInRange(range, version)) {
        return true;
      }
    }
    return false;
  }

  /** The last event at or before the version counts, as the schema's evaluation says. */
  private static boolean isInRange(JsonNode range, String version) {
    boolean in = false;
    List<JsonNode> events = new ArrayList<>();
    range.path("events").forEach(events::add);
    events.sort((a, b) -> compare(at(a), at(b)));
    for (JsonNode event : events) {
      if (event.has("introduced") && compare(version, at(event)) >= 0) {
        in = true;
      } else if (event.has("fixed") && compare(version, at(event)) >= 0) {
        in = false;
      } else if (event.has("last_affected") && compare(version, at(event)) > 0) {
        in = false;
      }
    }
    return in;
  }

  private static String at(JsonNode event) {
    for (String kind : List.of("introduced", "fixed", "last_affected", "limit")) {
      if (event.has(kind)) {
        return event.path(kind).asText();
      }
    }
    return "0";
  }

  private static int compare(String a, String b) {
    return new ComparableVersion(a).compareTo(new ComparableVersion(b));
  }
}
