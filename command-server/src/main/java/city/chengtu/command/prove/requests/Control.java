package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Right requests in between: the server still works, its answers are as the contract promises, and
 * text that looks like an attack is kept letter for letter where text belongs.
 */
final class Control {
  private final Scene scene;
  private final Examples examples;
  private final AnswerCheck answers;
  private final AtomicLong sent = new AtomicLong();
  private final Set<String> commands = ConcurrentHashMap.newKeySet();

  Control(Scene scene) {
    this.scene = scene;
    this.examples = new Examples(scene);
    this.answers = new AnswerCheck(new JsonObject(scene.document.toString()));
  }

  long sent() {
    return sent.get();
  }

  /** Ids of the commands it sent, and of the incident they are about. */
  Set<String> ids() {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    ids.addAll(commands);
    ids.add(scene.control);
    return ids;
  }

  Set<String> commands() {
    return Set.copyOf(commands);
  }

  /** What is wrong; empty when all is as it should be. */
  List<String> faults(Wire wire, Random random) throws IOException {
    sent.incrementAndGet();
    return random.nextInt(4) == 0 ? note(wire, random) : question(wire, random);
  }

  private List<String> note(Wire wire, Random random) throws IOException {
    String text = Fragments.one(random, Fragments.HOSTILE);
    UUID command = UUID.randomUUID();
    commands.add(command.toString());
    String path = "/incidents/" + scene.control + "/notes";
    Reply reply = scene.leader.send(wire, command, "POST", path, Map.of("text", text));
    List<String> faults = new ArrayList<>(promised("POST", path, reply));
    if (reply.status() != 200) {
      faults.add("a right note is refused: " + reply.status() + " " + reply.text());
      return faults;
    }
    JsonNode kept = StateJson.tree(reply.text()).at("/latestNote/text");
    if (!kept.asText().equals(text)) {
      faults.add("the note '" + text + "' became '" + kept.asText() + "'");
    }
    return faults;
  }

  private List<String> question(Wire wire, Random random) throws IOException {
    List<Operation> questions =
        scene.operations.stream()
            .filter(o -> o.isQuestion() && !Scene.BOOKED.contains(o.id()))
            .toList();
    Operation operation = Fragments.one(random, questions);
    Draft draft = examples.of(operation);
    Reply reply = wire.exchange(draft.write(), false);
    String path = operation.path();
    for (Map.Entry<String, String> value : draft.pathValues.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", Draft.encoded(value.getValue()));
    }
    List<String> faults = new ArrayList<>(promised("GET", path, reply));
    // Operations this kit has no example for may refuse it; what they may not is to fail.
    if (reply.status() >= 500 && !Scene.UNANSWERED.containsKey(operation.id())) {
      faults.add("a right question fails: " + reply.status() + " " + reply.text());
    }
    return faults.stream().map(f -> operation.id() + ": " + f).toList();
  }

  private List<String> promised(String method, String path, Reply reply) {
    String type = reply.header("content-type");
    return answers.check(
        method, Person.BASE + path, reply.status(), type.isEmpty() ? null : type, reply.body());
  }
}
