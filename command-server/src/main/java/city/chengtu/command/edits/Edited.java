package city.chengtu.command.edits;

/**
 * What became of an edit.
 *
 * @param version of the feature after it; 0 when it has ended
 * @param action created, replaced or deleted
 */
public record Edited(String layer, String feature, long version, String action) {}
