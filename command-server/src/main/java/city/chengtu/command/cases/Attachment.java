package city.chengtu.command.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * A picture that was sent in.
 *
 * @param sha256 hexadecimal hash of its bytes, under which they are kept once
 * @param size bytes
 * @param caseId the case it belongs to; null until one names it
 */
public record Attachment(
    UUID id,
    String sha256,
    String contentType,
    long size,
    String uploadedBy,
    String organisation,
    Instant uploadedAt,
    @JsonProperty("case") UUID caseId,
    long version) {
  static final String SUBJECT = "attachment";

  Attachment belongingTo(UUID newCase) {
    return new Attachment(
        id, sha256, contentType, size, uploadedBy, organisation, uploadedAt, newCase, version + 1);
  }
}
