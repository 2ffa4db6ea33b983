package city.chengtu.command.edits;

import java.time.Instant;
import java.util.UUID;

/**
 * A change set: edits that somebody collects and another reviews.
 *
 * @param state draft, submitted, applied or rejected
 * @param version one more with each change of the set or its items
 * @param account who made it
 * @param reviewer who decided; null before
 * @param reason why it was rejected; null when it was not
 * @param changeSet by which the layers took it; null before
 * @param undoes the set it takes back; null for none
 * @param items how many features it changes
 */
record EditSet(
    UUID id,
    String name,
    String comment,
    String state,
    long version,
    String account,
    String accountName,
    String organisation,
    Instant createdAt,
    Instant changedAt,
    Instant submittedAt,
    String reviewer,
    String reviewerName,
    Instant decidedAt,
    String reason,
    UUID changeSet,
    UUID undoes,
    int items) {
  static final String DRAFT = "draft";
  static final String SUBMITTED = "submitted";
  static final String APPLIED = "applied";
  static final String REJECTED = "rejected";
}
