package city.chengtu.command.edits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** What is sent about change sets. */
final class EditRequests {
  private EditRequests() {}

  /** A new change set, or its name and comment changed. */
  record Naming(String name, String comment) {}

  /**
   * A feature of a change set, under an id its sender makes.
   *
   * @param feature identity; null for one that is added
   * @param base version it builds on; null for one that is added
   * @param content GeoJSON feature; null when it ends
   */
  record Item(String layer, String feature, String action, Long base, JsonNode content) {}

  record Rejection(String reason) {}

  /**
   * How a conflict is settled.
   *
   * @param choice mine: the edit is put upon the version there is now; theirs: it is dropped
   * @param version the version of now that its sender has seen; 0 when the feature is gone
   */
  record Choice(String choice, long version) {}

  /** What the command's answer holds: enough to ask for the rest. */
  record Done(UUID id, String state, long version) {}
}
