package city.chengtu.command.server;

import java.util.Optional;
import java.util.Set;

/**
 * The form of the log, {@code CHENGTU_LOG=text|json}: of the environment or a system property,
 * since the log begins before any setting is read. logback.xml would take another value for no log
 * at all.
 */
final class LogForm {
  private static final Set<String> FORMS = Set.of("text", "json");

  private LogForm() {}

  /**
   * @return what is wrong with it, in words; empty when it is one of the forms or not given
   */
  static Optional<String> problem(String property, String environment) {
    String form = property != null ? property : environment;
    return form == null || FORMS.contains(form)
        ? Optional.empty()
        : Optional.of("CHENGTU_LOG = '" + form + "': expected text or json");
  }
}
