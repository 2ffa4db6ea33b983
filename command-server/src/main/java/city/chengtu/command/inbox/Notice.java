package city.chengtu.command.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something one person is told.
 *
 * @param seq rises with each notice; pages go on after it
 * @param kind {@code layer} for a change of a followed layer, {@code alert} for what entered a
 *     shape
 * @param content what there is to know; its members depend on the kind
 * @param acknowledgedAt null while nobody has
 */
public record Notice(
    long seq, String id, Instant at, String kind, JsonNode content, Instant acknowledgedAt) {}
