package city.chengtu.command.server;

import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.plans.check.Vocabulary;
import city.chengtu.plans.match.PlanMatcher;
import city.chengtu.plans.read.PlanLibrary;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans in force, checked against the city's own words; read once, at the first question. */
final class PlanShelf implements Supplier<PlanMatcher> {
  private static final Logger LOG = LoggerFactory.getLogger(PlanShelf.class);

  private final ReferenceData rules;
  private final Catalogue catalogue;
  private PlanMatcher matcher;

  PlanShelf(ReferenceData rules, Catalogue catalogue) {
    this.rules = rules;
    this.catalogue = catalogue;
  }

  @Override
  public synchronized PlanMatcher get() {
    if (matcher == null) {
      PlanLibrary library = PlanLibrary.load(vocabulary());
      library.findings().forEach(finding -> LOG.warn("plan library: {}", finding));
      matcher = new PlanMatcher(library.plans());
    }
    return matcher;
  }

  private Vocabulary vocabulary() {
    Map<String, List<JsonNode>> lists = rules.current().lists();
    Set<String> layers =
        catalogue.list().stream().map(source -> source.layer().id()).collect(Collectors.toSet());
    return Vocabulary.of(codes(lists, "types"), codes(lists, "capabilities"), layers);
  }

  private static Set<String> codes(Map<String, List<JsonNode>> lists, String list) {
    return lists.getOrDefault(list, List.of()).stream()
        .map(item -> item.path("code").asText())
        .collect(Collectors.toSet());
  }
}
