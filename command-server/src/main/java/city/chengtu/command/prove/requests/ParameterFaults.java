package city.chengtu.command.prove.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Ways to spoil the address of a request: its path and its query. */
final class ParameterFaults {
  private static final List<String> BROKEN =
      List.of("%ZZ", "%", "%2", "a%c0%afb", "%ed%a0%80", "%ff", "%u0041", "%e5%8f");

  private static final Set<String> TIMES = Set.of("at", "from", "to");

  /** Cursors that are numbers, ids or packed: not any text will do. */
  private static final Set<String> CURSORS = Set.of("listIncidents", "listCases", "listTokens");

  private ParameterFaults() {}

  static Optional<Spoilt> spoil(Operation o, Draft d, Random r) {
    List<Operation.Parameter> path = o.in("path");
    List<Operation.Parameter> query = o.in("query");
    if (path.isEmpty() && query.isEmpty()) {
      return Optional.empty();
    }
    boolean inPath = query.isEmpty() || (!path.isEmpty() && r.nextInt(3) == 0);
    return inPath ? path(d, r, Fragments.one(r, path)) : query(o, d, r, Fragments.one(r, query));
  }

  private static Optional<Spoilt> path(Draft d, Random r, Operation.Parameter p) {
    switch (r.nextInt(4)) {
      case 0 -> {
        d.pathValues.put(p.name(), Fragments.one(r, BROKEN));
        d.rawPathName = p.name();
        return Optional.of(Spoilt.contract("broken escape in the path"));
      }
      case 1 -> {
        d.pathValues.put(p.name(), "a%00b");
        d.rawPathName = p.name();
        return Optional.of(Spoilt.refused("NUL in the path", p.name()));
      }
      case 2 -> {
        int length = p.schema().path("maxLength").asInt(40) + 1 + r.nextInt(500);
        d.pathValues.put(p.name(), "x".repeat(length));
        return Optional.of(Spoilt.refused("too long in the path", p.name()));
      }
      default -> {
        d.pathValues.put(p.name(), Fragments.one(r, Fragments.HOSTILE));
        return Optional.of(Spoilt.refused("hostile text in the path", p.name()));
      }
    }
  }

  private static Optional<Spoilt> query(Operation o, Draft d, Random r, Operation.Parameter p) {
    String name = p.name();
    switch (r.nextInt(6)) {
      case 0 -> {
        String right = Scene.now().toString();
        d.query.removeIf(q -> q[0].equals(name));
        d.query.add(new String[] {name, Draft.encoded(right)});
        d.query.add(new String[] {name, Draft.encoded(right)});
        return Optional.of(Spoilt.contract("query twice", name));
      }
      case 1 -> {
        d.query.removeIf(q -> q[0].equals(name));
        d.query.add(new String[] {name, Fragments.one(r, List.of("%00", "a%00b"))});
        return Optional.of(Spoilt.contract("NUL in the query", name));
      }
      case 2 -> {
        d.query.removeIf(q -> q[0].equals(name));
        d.query.add(new String[] {name, Fragments.one(r, BROKEN)});
        return Optional.of(Spoilt.contract("broken escape in the query"));
      }
      case 3 -> {
        if (p.required()) {
          d.query(name, null);
          return Optional.of(Spoilt.contract("query missing", name));
        }
        return value(o, d, r, p);
      }
      default -> {
        return value(o, d, r, p);
      }
    }
  }

  private static Optional<Spoilt> value(Operation o, Draft d, Random r, Operation.Parameter p) {
    JsonNode schema = p.schema();
    String type = schema.path("type").asText();
    String name = p.name();
    if (type.equals("integer") || type.equals("number")) {
      d.query(name, number(r, schema));
      return Optional.of(Spoilt.contract("no number in the query", name));
    }
    if (TIMES.contains(name)) {
      List<String> times = Fragments.TIMES.stream().filter(t -> !t.isBlank()).toList();
      d.query(name, Fragments.one(r, times));
      return Optional.of(Spoilt.contract("no time in the query", name));
    }
    if (name.equals("bbox")) {
      d.query(name, Fragments.one(r, Fragments.NO_BOXES));
      return Optional.of(Spoilt.contract("no box in the query", name));
    }
    if (name.equals("near")) {
      d.query(
          name,
          Fragments.one(r, List.of("abc", "1", "1,2,3", "NaN,NaN", "181,0", "0,91", "1e400,0")));
      return Optional.of(Spoilt.contract("no point in the query", name));
    }
    if (schema.has("maxLength") && r.nextInt(3) == 0) {
      d.query(name, "x".repeat(schema.path("maxLength").asInt() + 1 + r.nextInt(300)));
      return Optional.of(Spoilt.contract("too long in the query", name));
    }
    boolean coded = schema.has("enum") || schema.has("pattern") || isCode(o, name);
    if (!coded) {
      return Optional.empty();
    }
    d.query(name, Fragments.one(r, Fragments.HOSTILE));
    return Optional.of(Spoilt.contract("unknown code in the query", name));
  }

  private static boolean isCode(Operation o, String name) {
    return switch (name) {
      case "after" -> CURSORS.contains(o.id());
      case "state" -> o.id().equals("listCases");
      case "type" -> o.id().equals("findIncidentDuplicates");
      default -> false;
    };
  }

  private static String number(Random r, JsonNode schema) {
    if (schema.has("maximum") && r.nextInt(3) == 0) {
      return Long.toString(schema.path("maximum").asLong() + 1 + r.nextInt(1_000_000));
    }
    if (schema.has("minimum") && r.nextInt(3) == 0) {
      return Long.toString(schema.path("minimum").asLong() - 1 - r.nextInt(1_000_000));
    }
    return Fragments.one(r, Fragments.NO_NUMBERS);
  }
}
