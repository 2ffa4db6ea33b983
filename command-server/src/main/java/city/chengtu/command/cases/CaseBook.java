package city.chengtu.command.cases;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;

/** The rules by which cases are classed and numbered: schemes of classes, and the city's rules. */
public final class CaseBook {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final List<CaseScheme> schemes;
  private final CaseRules rules;
  private final CaseNumber number;

  CaseBook(List<CaseScheme> schemes, CaseRules rules) {
    this.schemes = List.copyOf(schemes);
    this.rules = rules;
    this.number = new CaseNumber(rules.number());
  }

  /** The book that comes with the server. */
  public static CaseBook standard() {
    return new CaseBook(
        List.of(read("/reference/cjt214.yaml", CaseScheme.class).checked()),
        read("/reference/case-rules.yaml", CaseRules.class));
  }

  private static <T> T read(String resource, Class<T> type) {
    try (InputStream in = CaseBook.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no such reference data: " + resource);
      }
      return read(in, resource, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  static <T> T read(InputStream in, String name, Class<T> type) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object tree = new Yaml(new TextDates(options)).load(in);
    try {
      return MAPPER.convertValue(tree, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }

  /** Dates stay text: YAML's own are moments in a zone nobody named. */
  private static final class TextDates extends SafeConstructor {
    TextDates(LoaderOptions options) {
      super(options);
      yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
    }
  }

  public CaseRules rules() {
    return rules;
  }

  CaseNumber number() {
    return number;
  }

  /** The classes that hold on a day. */
  public List<CaseClass> classes(LocalDate day) {
    return schemes.stream().filter(s -> s.holdsOn(day)).flatMap(s -> s.classes().stream()).toList();
  }

  Optional<CaseClass> find(String code, LocalDate day) {
    return schemes.stream()
        .filter(s -> s.holdsOn(day))
        .flatMap(s -> s.find(code).stream())
        .findFirst();
  }
}
