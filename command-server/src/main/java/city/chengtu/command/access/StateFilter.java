package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What an actor may see of a journal entry's state. Live feed, history and replay use this one
 * filter; actors with equal {@link VisibilityKey} get equal results.
 */
public final class StateFilter {
  private final AccessPolicy policy;

  public StateFilter(AccessPolicy policy) {
    this.policy = policy;
  }

  /**
   * The state without hidden fields, personal data masked unless the actor may read it; empty when
   * the actor may not see the entry at all.
   */
  public Optional<JsonNode> visible(Actor actor, JournalEntry entry) {
    String kind = entry.subject().kind();
    if (!policy.maySee(actor, kind, entry.organisation(), entry.geometry())) {
      return Optional.empty();
    }
    if (entry.data() == null) {
      return Optional.of(StateJson.mapper().nullNode());
    }
    JsonNode shown =
        PersonalData.without(
            StateJson.tree(entry.data()),
            policy.hiddenFields(actor, kind, entry.organisation(), entry.geometry()));
    return Optional.of(
        policy.may(actor, AccessPolicy.PERSONAL)
            ? shown
            : new PersonalData(policy.rules().personal()).masked(shown));
  }
}
