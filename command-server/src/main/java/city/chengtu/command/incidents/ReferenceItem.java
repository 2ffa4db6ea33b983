package city.chengtu.command.incidents;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;

/**
 * One version of one rule.
 *
 * @param kind the list it stands in, for example {@code types}
 * @param place its place in that list
 * @param body the rule as JSON text
 * @param source where the rule comes from
 * @param validTo null while no later version is known
 */
record ReferenceItem(
    String kind,
    String code,
    int version,
    int place,
    @JsonRawValue String body,
    String source,
    Instant validFrom,
    Instant validTo) {}
