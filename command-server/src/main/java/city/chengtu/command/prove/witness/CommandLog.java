package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the writers' ledgers say about one command, all attempts and senders together. */
final class CommandLog {
  final String id;
  String kind = "";
  String account = "";
  String subject;
  Long ifMatch;
  List<String> units = List.of();

  /** When the first acknowledgement came, milliseconds since 1970; 0 while there is none. */
  long acknowledgedAt;

  long position = -1;
  long version;
  int status;

  /** Different acknowledgements, each in short; more than one is a contradiction. */
  final Set<String> answers = new LinkedHashSet<>();

  /** Different final refusals. */
  final Set<String> refusals = new LinkedHashSet<>();

  CommandLog(String id) {
    this.id = id;
  }

  /** The commands of a folder of ledgers, by id. */
  static Map<String, CommandLog> read(LedgerReader reader) {
    Map<String, CommandLog> commands = new LinkedHashMap<>();
    reader.forEach(
        line -> {
          String id = line.path("command").asText("");
          if (!id.isEmpty()) {
            commands.computeIfAbsent(id, CommandLog::new).add(line);
          }
        });
    return commands;
  }

  void add(JsonNode line) {
    kind = line.path("kind").asText(kind);
    account = line.path("account").asText(account);
    if (line.has("ifMatch")) {
      ifMatch = line.path("ifMatch").asLong();
    }
    if (line.has("units")) {
      units = new ArrayList<>();
      line.path("units").forEach(u -> units.add(u.asText()));
    }
    switch (line.path("phase").asText()) {
      case "acknowledged" -> acknowledged(line);
      case "refused" ->
          refusals.add(line.path("status").asInt() + " " + line.path("code").asText());
      default -> {
        // sent, or not answered: says nothing final
      }
    }
  }

  private void acknowledged(JsonNode line) {
    if (acknowledgedAt == 0) {
      acknowledgedAt = line.path("at").asLong();
      position = line.path("position").asLong();
      status = line.path("status").asInt();
    }
    if (line.has("version")) {
      subject = line.path("subject").asText();
      version = line.path("version").asLong();
    }
    answers.add(
        line.path("status").asInt()
            + " at "
            + line.path("position").asLong()
            + " "
            + line.path("answer").asText());
  }

  boolean acknowledged() {
    return !answers.isEmpty();
  }

  boolean refused() {
    return !refusals.isEmpty();
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
