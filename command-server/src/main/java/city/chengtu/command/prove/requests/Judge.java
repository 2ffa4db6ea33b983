package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what is wrong with the answer to a bad request. */
final class Judge {
  private static final Set<Integer> NAMING = Set.of(400, 415, 426);

  private static final List<String> SECURITY =
      List.of(
          "content-security-policy",
          "x-content-type-options",
          "x-frame-options",
          "referrer-policy");

  /** What belongs to the inside: stack traces, SQL, class names, files of the server. */
  private static final Pattern LEAK =
      Pattern.compile(
          "\\bat [a-z]+\\.[A-Za-z0-9_.$]+\\(|Exception\\b|\\bjava\\.|\\bjavax\\.|io\\.vertx|io\\.netty|com\\.fasterxml"
              + "|org\\.(h2|postgresql|jdbi)|city\\.chengtu\\.command|JdbcSQL|PSQL|SQLState|StreamReadFeature"
              + "|insert into |select .* from |/home/|\\.java\\b");

  private Judge() {}

  /** Empty when the answer is as it must be. */
  static List<String> faults(BadRequest request, Reply reply) {
    List<String> faults = new ArrayList<>();
    int status = reply.status();
    if (!request.expected().test(status)) {
      faults.add(status >= 200 && status < 300 ? "accepted with " + status : "status " + status);
    }
    if (status == 0) {
      return faults;
    }
    for (String header : SECURITY) {
      if (reply.header(header).isEmpty()) {
        faults.add("no header " + header);
      }
    }
    if (status >= 400) {
      problem(request, reply, faults);
    }
    return faults;
  }

  private static void problem(BadRequest request, Reply reply, List<String> faults) {
    if (!reply.header("content-type").equals("application/problem+json")) {
      faults.add("no problem+json but " + reply.header("content-type"));
      return;
    }
    String text = reply.text();
    JsonNode problem = StateJson.tree(text);
    if (!problem.path("code").asText().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      faults.add("no stable code: " + problem.path("code"));
    }
    if (problem.path("status").asInt() != reply.status()) {
      faults.add("the body says status " + problem.path("status"));
    }
    if (!problem.path("type").isTextual()
        || !problem.path("title").isTextual()
        || !problem.path("traceId").isTextual()) {
      faults.add("type, title or traceId is missing");
    }
    leak(text, request, faults);
    if (!request.fields().isEmpty() && NAMING.contains(reply.status())) {
      field(request, problem, faults);
    }
  }

  /** What the sender wrote itself may come back; anything else of the inside may not. */
  private static void leak(String text, BadRequest request, List<String> faults) {
    var leak = LEAK.matcher(text);
    if (leak.find()) {
      String sent = new String(request.bytes(), java.nio.charset.StandardCharsets.UTF_8);
      String decoded =
          java.net.URLDecoder.decode(
              sent.replaceAll("%(?![0-9A-Fa-f]{2})", ""), java.nio.charset.StandardCharsets.UTF_8);
      if (!sent.contains(leak.group()) && !decoded.contains(leak.group())) {
        faults.add("tells of its inside: " + leak.group());
      }
    }
  }

  private static void field(BadRequest request, JsonNode problem, List<String> faults) {
    List<String> named = new ArrayList<>();
    problem.path("errors").forEach(e -> named.add(e.path("field").asText()));
    boolean right = named.stream().anyMatch(name -> isOne(name, request.fields()));
    if (!right) {
      faults.add("names " + named + ", not one of " + request.fields());
    }
  }

  /** Whether a name is one of these, or of a part inside one of these. */
  static boolean isOne(String name, Set<String> fields) {
    return fields.stream()
        .anyMatch(f -> name.equals(f) || (f.length() > 1 && name.startsWith(f + "/")));
  }
}
