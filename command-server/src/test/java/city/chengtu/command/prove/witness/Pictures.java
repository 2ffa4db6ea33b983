package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Journals and ledgers written as one reads them. */
final class Pictures {
  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  final Findings findings = new Findings();
  final Truth truth = new Truth(findings);
  private final Map<String, CommandLog> commands = new LinkedHashMap<>();

  /** Entries as {@code position command kind/id vVersion [unit state]}. */
  void journal(String... entries) {
    for (String entry : entries) {
      truth.add(row(entry, NOON));
    }
  }

  /** An entry written at a moment. */
  static Row row(String entry, Instant at) {
    List<String> words = List.of(entry.split(" "));
    ObjectNode data = StateJson.mapper().createObjectNode();
    if (words.size() > 4) {
      data.put("unit", words.get(4)).put("state", words.get(5));
    }
    return new Row(
        Long.parseLong(words.get(0)),
        "test",
        at,
        words.get(1),
        words.get(2),
        Long.parseLong(words.get(3).substring(1)),
        data);
  }

  /**
   * A line of a writer: {@code command kind acknowledged at P kind/id vN [if V] [units A,B] [says
   * X]}, {@code command kind refused STATUS code} or {@code command kind unknown}.
   */
  void writer(String text) {
    List<String> words = List.of(text.split(" "));
    ObjectNode line = StateJson.mapper().createObjectNode().put("at", NOON.toEpochMilli());
    line.put("command", words.get(0)).put("kind", words.get(1)).put("phase", words.get(2));
    if ("acknowledged".equals(words.get(2))) {
      line.put("status", 200).put("position", Long.parseLong(words.get(4)));
      line.put("subject", words.get(5)).put("version", Long.parseLong(words.get(6).substring(1)));
      for (int i = 7; i < words.size(); i += 2) {
        option(line, words.get(i), words.get(i + 1));
      }
    } else if ("refused".equals(words.get(2))) {
      line.put("status", Integer.parseInt(words.get(3))).put("code", words.get(4));
    }
    commands.computeIfAbsent(words.get(0), CommandLog::new).add(line);
  }

  private static void option(ObjectNode line, String name, String value) {
    switch (name) {
      case "if" -> line.put("ifMatch", Long.parseLong(value));
      case "units" -> line.set("units", StateJson.mapper().valueToTree(value.split(",")));
      case "says" -> line.put("answer", value);
      default -> throw new IllegalArgumentException(name);
    }
  }

  Map<String, CommandLog> commands() {
    return commands;
  }

  static JsonNode json(String text) {
    return StateJson.tree(text.replace('\'', '"'));
  }
}
