package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The city as the lists of the interface show it.
 *
 * @param position journal position of the oldest of the lists: later entries repeat, none is missed
 * @param objects by kind/id, as {@link Copy} keeps them
 */
record Snapshot(long position, Map<String, JsonNode> objects) {
  private static final int PAGE = 500;

  /** Reads all incidents, assignments, units and closures from one node. */
  static Snapshot read(Door door, URI node, String token) throws IOException, InterruptedException {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    long position = Long.MAX_VALUE;
    String after = "";
    do {
      HttpResponse<String> page =
          get(door, node, token, "/incidents?state=all&limit=" + PAGE + after);
      position = Math.min(position, position(page));
      JsonNode body = StateJson.tree(page.body());
      body.path("items").forEach(i -> Copy.put(objects, "incident", i));
      after = body.hasNonNull("next") ? "&after=" + body.path("next").asText() : "";
    } while (!after.isEmpty());
    for (String kind : new String[] {"unit", "closure"}) {
      HttpResponse<String> list = get(door, node, token, "/" + kind + "s");
      position = Math.min(position, position(list));
      StateJson.tree(list.body()).path("items").forEach(i -> Copy.put(objects, kind, i));
    }
    return new Snapshot(position, objects);
  }

  private static long position(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("Journal-Position").orElseThrow();
  }

  private static HttpResponse<String> get(Door door, URI node, String token, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = door.get(node, token, path);
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": HTTP " + answer.statusCode());
    }
    return answer;
  }
}
