package city.chengtu.command.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * A report as it comes in.
 *
 * @param source null for the source usual to the reporter's role
 * @param photos ids of attachments the reporter has sent before
 */
public record NewCase(
    @JsonProperty("class") String classCode,
    Case.Place place,
    String description,
    String source,
    String component,
    List<UUID> photos) {
  public NewCase {
    photos = photos == null ? List.of() : List.copyOf(photos);
  }
}
