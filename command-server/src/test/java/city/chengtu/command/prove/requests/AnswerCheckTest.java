package city.chengtu.command.prove.requests;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.api.ApiContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds what is not as promised; otherwise all that pass through it prove nothing. */
class AnswerCheckTest {
  private static final String ROLES =
      "{\"items\":[{\"code\":\"a\",\"zh\":\"a\",\"en\":\"a\",\"excludes\":[],\"grants\":[]}]}";
  private final AnswerCheck check =
      new AnswerCheck(ApiContract.of(List.of("api", "access")).document());

  private List<String> faults(String path, int status, String type, String body) {
    return check.check("GET", path, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsPromisedPasses() {
    assertThat(faults("/api/v1/roles", 200, "application/json", ROLES)).isEmpty();
    assertThat(
            faults(
                "/api/v1/commands/1?x=y",
                404,
                "application/problem+json",
                "{\"type\":\"a\",\"title\":\"a\",\"status\":404,\"code\":\"a\",\"traceId\":\"a\"}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api/v1/roles|200|application/json|{}",
        "/api/v1/roles|200|application/json|{\"items\":[{\"code\":5}]}",
        "/api/v1/roles|200|application/json|{\"items\":",
        "/api/v1/roles|200|text/html|{\"items\":[]}",
        "/api/v1/roles|201|application/json|{\"items\":[]}",
        "/api/v1/roles|404|application/json|{}",
        "/api/v1/roles|404|application/problem+json|{\"code\":\"x\"}",
        "/api/v1/nothing|200|application/json|{}",
      })
  void whatIsNotIsFound(String path, int status, String type, String body) {
    assertThat(faults(path, status, type, body)).isNotEmpty();
  }
}
