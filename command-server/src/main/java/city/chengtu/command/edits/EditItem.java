package city.chengtu.command.edits;

import java.util.UUID;

/**
 * One feature of a change set.
 *
 * @param place in the order they were made
 * @param action create, replace or delete
 * @param base version of the feature it builds on; 0 for one that is added
 * @param content what it shall be; says nothing when it ends
 * @param applied the version it became, 0 when it ended; null as long as it was not taken
 */
record EditItem(
    UUID id,
    UUID set,
    int place,
    String layer,
    String feature,
    String action,
    long base,
    FeatureContent content,
    Long applied) {
  static final String CREATE = "create";
  static final String REPLACE = "replace";
  static final String DELETE = "delete";

  boolean adds() {
    return action.equals(CREATE);
  }

  boolean ends() {
    return action.equals(DELETE);
  }

  EditItem builtOn(long version) {
    return new EditItem(id, set, place, layer, feature, action, version, content, applied);
  }

  /**
   * @param pointer where it stands in what the sender knows
   */
  FeatureEdit edit(String pointer) {
    return new FeatureEdit(
        pointer,
        layer,
        feature,
        adds() ? null : now -> now.feature().version() == base,
        ends() ? null : old -> content);
  }
}
