package city.chengtu.command.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the rules as delivered, {@code access/rules.yaml}. Unknown members are errors. */
public final class RulesSeed {
  private static final String RESOURCE = "/access/rules.yaml";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private record Document(
      long version,
      String validFrom,
      List<RoleEntry> roles,
      List<PersonalField> personal,
      SignIn signIn) {}

  private record RoleEntry(
      String code, String zh, String en, List<String> excludes, List<May> may, List<Sees> sees) {}

  private record May(@JsonProperty("do") List<String> permissions, List<String> on, String scope) {}

  private record Sees(List<String> kinds, String scope, List<String> hides) {}

  private record SignIn(
      Password password,
      Lock lock,
      Session session,
      Attempts attemptsPerMinute,
      Token token,
      Argon argon2id) {}

  private record Password(int minLength, int minKinds, int history, Duration maxAge) {}

  private record Lock(int failures, Duration duration) {}

  private record Session(Duration idle, Duration absolute) {}

  private record Attempts(int account, int address) {}

  private record Token(Duration maxAge) {}

  private record Argon(int memoryKib, int iterations, int lanes) {}

  private RulesSeed() {}

  /** The rules delivered with this program. */
  public static AccessRules read() {
    try (InputStream in = RulesSeed.class.getResourceAsStream(RESOURCE)) {
      return read(Objects.requireNonNull(in, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  static AccessRules read(InputStream yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object tree = new Yaml(new TextTimes(options)).load(yaml);
    Document document = MAPPER.convertValue(tree, Document.class);
    Instant from = OffsetDateTime.parse(document.validFrom()).toInstant();
    return new AccessRules(
        document.version(),
        document.roles().stream()
            .map(r -> new Role(r.code(), r.zh(), r.en(), list(r.excludes())))
            .toList(),
        document.roles().stream().flatMap(r -> grants(r, from)).toList(),
        document.personal(),
        signIn(document.signIn()));
  }

  /** YAML would turn a time into a Date and lose its offset; here it stays text. */
  private static final class TextTimes extends SafeConstructor {
    TextTimes(LoaderOptions options) {
      super(options);
      yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
    }
  }

  private static Stream<Grant> grants(RoleEntry role, Instant from) {
    Stream<Grant> acts =
        list(role.may()).stream()
            .flatMap(
                may ->
                    may.permissions().stream()
                        .map(
                            permission ->
                                new Grant(
                                    role.code(),
                                    permission,
                                    may.on() == null ? List.of("*") : may.on(),
                                    scope(may.scope()),
                                    List.of(),
                                    from,
                                    null)));
    Stream<Grant> sights =
        list(role.sees()).stream()
            .map(
                sees ->
                    new Grant(
                        role.code(),
                        Grant.SEE,
                        sees.kinds(),
                        scope(sees.scope()),
                        list(sees.hides()),
                        from,
                        null));
    return Stream.concat(acts, sights);
  }

  private static Scope scope(String text) {
    return text == null ? Scope.ALL : Scope.of(text);
  }

  private static SignInRules signIn(SignIn s) {
    return new SignInRules(
        s.password().minLength(),
        s.password().minKinds(),
        s.password().history(),
        s.password().maxAge(),
        s.lock().failures(),
        s.lock().duration(),
        s.session().idle(),
        s.session().absolute(),
        s.attemptsPerMinute().account(),
        s.attemptsPerMinute().address(),
        s.token().maxAge(),
        s.argon2id().memoryKib(),
        s.argon2id().iterations(),
        s.argon2id().lanes());
  }

  private static <T> List<T> list(List<T> listed) {
    return listed == null ? List.of() : listed;
  }
}
