package city.chengtu.command.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * A response unit 力量 as everyone sees it.
 *
 * @param capabilities codes of what it can do
 * @param station where it stands when it waits; null when it has none
 * @param incident id of the incident that holds it; null for none
 * @param assignment id of the open assignment; null for none
 * @param position last fix; null when there was none. Not part of journal entries: positions have
 *     their own way
 */
public record Unit(
    String id,
    String callSign,
    String kind,
    List<String> capabilities,
    String organisation,
    Spot station,
    String duty,
    String dutyReason,
    Instant dutyAt,
    Availability availability,
    String incident,
    String assignment,
    UnitPosition position,
    long version) {

  Unit at(UnitPosition newPosition) {
    return new Unit(
        id,
        callSign,
        kind,
        capabilities,
        organisation,
        station,
        duty,
        dutyReason,
        dutyAt,
        availability,
        incident,
        assignment,
        newPosition,
        version);
  }
}
