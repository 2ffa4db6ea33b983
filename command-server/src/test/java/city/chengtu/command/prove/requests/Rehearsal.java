package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import city.chengtu.command.prove.requests.Scene.Unanswered;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends right examples as they are, before anyone spoils them: each must be answered with success,
 * or meet the very refusal that the scene names for it. Otherwise the faults prove nothing.
 */
public final class Rehearsal {
  private static final int PATIENCE_MILLIS = 30_000;

  /** Commands whose example is right however things stand; others wait for a state. */
  private static final Set<String> COMMANDS = Set.of("takeBackup", "beginSecondFactor");

  private Rehearsal() {}

  /** What is not as it must be; it leaves traces, so the server is one for the test alone. */
  public static List<String> faults(URI server) throws IOException {
    List<String> faults = new ArrayList<>();
    try (Wire wire = new Wire(server, PATIENCE_MILLIS)) {
      Scene scene = Scene.prepare(server, wire);
      Set<String> gone = new HashSet<>(Scene.UNANSWERED.keySet());
      for (Operation operation : scene.operations) {
        gone.remove(operation.id());
        if (!Scene.knows(operation)) {
          faults.add(operation.id() + " is not known to the scene");
        } else if (operation.isQuestion() || Scene.UNANSWERED.containsKey(operation.id())) {
          faults.addAll(example(wire, scene, operation));
        }
      }
      for (Operation operation : scene.operations) {
        if (COMMANDS.contains(
            operation.id())) { // last: they change what the others are refused for
          faults.addAll(example(wire, scene, operation));
        }
      }
      gone.forEach(id -> faults.add(id + " is named but not in the contract"));
    }
    return faults;
  }

  private static List<String> example(Wire wire, Scene scene, Operation operation)
      throws IOException {
    Unanswered unanswered = Scene.UNANSWERED.get(operation.id());
    Reply reply = wire.exchange(new Examples(scene).of(operation).write(), true);
    boolean right =
        unanswered == null
            ? reply.status() == 200 || reply.status() == 204 // a tile with nothing in it
            : reply.status() >= 400
                && StateJson.tree(reply.text()).path("code").asText().equals(unanswered.code());
    return right
        ? List.of()
        : List.of(operation.id() + " is answered " + reply.status() + " " + reply.text());
  }
}
