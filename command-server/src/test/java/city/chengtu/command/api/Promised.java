package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.prove.requests.AnswerCheck;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds every answer that a test gets to the contract: status, content type, body. */
public final class Promised {
  private static final List<String> FRAGMENTS =
      List.of(
          "api",
          "server",
          "access",
          "onemap",
          "printing",
          "loads",
          "catalogue",
          "inbox",
          "edits",
          "downloads",
          "questions",
          "cases",
          "incidents",
          "dispatch",
          "backup",
          "foreign",
          "geoserver");

  private static final AnswerCheck CHECK = new AnswerCheck(document());

  private Promised() {}

  private static JsonObject document() {
    return ApiContract.of(FRAGMENTS).document();
  }

  public static void check(HttpResponse<?> answer) {
    byte[] body =
        answer.body() instanceof byte[] bytes
            ? bytes
            : String.valueOf(answer.body()).getBytes(StandardCharsets.UTF_8);
    String path = answer.request().uri().getRawPath();
    if (path.startsWith("/api/v1/")) {
      assertThat(
              CHECK.check(
                  answer.request().method(),
                  path,
                  answer.statusCode(),
                  answer.headers().firstValue("Content-Type").orElse(null),
                  body))
          .as("%s %s %s %s", answer.request().method(), path, answer.statusCode(), answer.body())
          .isEmpty();
    }
  }
}
