package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The city as a client knows it: a snapshot, and the stream applied to it by the rule of the
 * console (a row is taken when its version is newer). Incidents are kept without their assignments,
 * which have entries of their own, units without positions, which are no entries.
 */
final class Copy {
  static final Set<String> KINDS = Set.of("incident", "assignment", "unit", "closure");
  private final Map<String, JsonNode> objects = new LinkedHashMap<>();
  private final Map<String, Long> told = new HashMap<>();

  /** Begins anew from a snapshot. */
  void start(Snapshot snapshot) {
    objects.clear();
    told.clear();
    snapshot.objects().forEach(this::take);
  }

  /** An entry of the stream. */
  void apply(JsonNode event) {
    String subject = event.path("subject").asText();
    String kind = subject.substring(0, subject.indexOf('/'));
    if (KINDS.contains(kind) && event.path("data").isObject()) {
      Map<String, JsonNode> said = new LinkedHashMap<>();
      put(said, kind, event.path("data"));
      said.forEach(this::take);
      told.put(subject, event.path("position").asLong());
    }
  }

  private void take(String name, JsonNode row) {
    JsonNode known = objects.get(name);
    if (known == null || known.path("version").asLong() < row.path("version").asLong()) {
      objects.put(name, row);
    }
  }

  /** Adds a row, and the rows it holds, in the form in which they are compared. */
  static void put(Map<String, JsonNode> into, String kind, JsonNode row) {
    ObjectNode bare = row.deepCopy();
    if ("incident".equals(kind)) {
      row.path("assignments").forEach(a -> put(into, "assignment", a));
      bare.remove("assignments");
    } else if ("unit".equals(kind)) {
      bare.remove("position");
    }
    into.put(kind + "/" + row.path("id").asText(), bare);
  }

  /**
   * Where a fresh snapshot says something else than this copy. What is newer here than there is no
   * difference: the stream went on meanwhile. Closures are listed while they are in force only.
   */
  List<String> differences(Snapshot fresh) {
    List<String> found = new ArrayList<>();
    fresh
        .objects()
        .forEach(
            (name, theirs) -> {
              JsonNode ours = objects.get(name);
              if (ours == null) {
                found.add(name + ": not in the copy");
              } else {
                compare(name, ours, theirs, found);
              }
            });
    objects.keySet().stream()
        .filter(name -> !fresh.objects().containsKey(name) && !name.startsWith("closure/"))
        .filter(name -> told.getOrDefault(name, 0L) <= fresh.position())
        .forEach(name -> found.add(name + ": in the copy only"));
    return found;
  }

  private static void compare(String name, JsonNode ours, JsonNode theirs, List<String> found) {
    long behind = theirs.path("version").asLong() - ours.path("version").asLong();
    if (behind > 0) {
      found.add(name + ": version " + ours.path("version") + " here, " + theirs.path("version"));
    } else if (behind == 0 && !ours.equals(theirs)) {
      theirs
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!theirs.path(field).equals(ours.path(field))) {
                  found.add(
                      name
                          + "."
                          + field
                          + ": "
                          + ours.path(field)
                          + " here, "
                          + theirs.path(field));
                }
              });
      ours.fieldNames()
          .forEachRemaining(
              field -> {
                if (!theirs.has(field)) {
                  found.add(name + "." + field + ": " + ours.path(field) + " here, absent there");
                }
              });
    }
  }

  int size() {
    return objects.size();
  }
}
