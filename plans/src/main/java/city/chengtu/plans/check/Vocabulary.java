package city.chengtu.plans.check;

import java.util.Set;

/**
 * The words that the rest of the system knows; a plan may use no others.
 *
 * @param incidentTypes codes of incident types
 * @param capabilities what units and organisations can do
 * @param layers ids of the layers of the catalogue
 * @param variables names that may stand in templates as {@code ${name}}
 */
public record Vocabulary(
    Set<String> incidentTypes,
    Set<String> capabilities,
    Set<String> layers,
    Set<String> variables) {
  /**
   * What a running response can fill in; facts of the plan come as {@code fact.<id>} beside them.
   */
  public static final Set<String> RESPONSE_VARIABLES =
      Set.of(
          "incident.address",
          "incident.number",
          "now",
          "plan.title",
          "response.commander",
          "response.level",
          "response.started");

  public Vocabulary {
    incidentTypes = Set.copyOf(incidentTypes);
    capabilities = Set.copyOf(capabilities);
    layers = Set.copyOf(layers);
    variables = Set.copyOf(variables);
  }

  /** The words of a system whose responses fill in the usual variables. */
  public static Vocabulary of(
      Set<String> incidentTypes, Set<String> capabilities, Set<String> layers) {
    return new Vocabulary(incidentTypes, capabilities, layers, RESPONSE_VARIABLES);
  }
}
