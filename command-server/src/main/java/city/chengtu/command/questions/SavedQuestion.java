package city.chengtu.command.questions;

import city.chengtu.command.questions.Asked.Query;
import java.time.Instant;

/**
 * A question somebody keeps.
 *
 * @param sharing {@code own}, {@code organisation} (of its owner) or {@code all}
 * @param alert true when its owner hears of what enters
 * @param armed true when it is known what was inside when the watching began
 * @param trouble why it is not watched at the moment, as a stable code; null when it is
 * @param raised how often something has entered
 */
record SavedQuestion(
    String id,
    long version,
    String account,
    String organisation,
    String sharing,
    String title,
    Query query,
    Instant changedAt,
    boolean alert,
    boolean armed,
    String trouble,
    long raised) {
  static final String OWN = "own";
  static final String ORGANISATION = "organisation";
  static final String ALL = "all";

  boolean isFor(String reader, String readersOrganisation) {
    return account.equals(reader)
        || sharing.equals(ALL)
        || (sharing.equals(ORGANISATION)
            && !organisation.isEmpty()
            && organisation.equals(readersOrganisation));
  }
}
