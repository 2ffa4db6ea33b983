package city.chengtu.command.dispatch;

import city.chengtu.command.dispatch.UnitTable.Row;
import city.chengtu.command.incidents.Reference;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.journal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Everything that can be asked about units. */
public final class UnitFile {
  /** Subject kind in the journal. */
  public static final String KIND = "unit";

  private final ReferenceData rules;
  private final PositionBoard board;
  private final InstantSource clock;
  private final UnitTable table = new UnitTable();

  public UnitFile(ReferenceData rules, PositionBoard board, InstantSource clock) {
    this.rules = rules;
    this.board = board;
    this.clock = clock;
  }

  /**
   * The unit without its position.
   *
   * @throws Refusal 404 when there is none
   */
  public Unit get(Handle h, String id) {
    Row row = table.find(h, id).orElseThrow(() -> Refusal.notFound(KIND, id));
    return unit(row, rules.current(h));
  }

  /** The unit's id, from its id or call sign. */
  public String idOf(Handle h, String idOrCallSign) {
    return table.idOf(h, idOrCallSign).orElseThrow(() -> Refusal.notFound(KIND, idOrCallSign));
  }

  /** All units by call sign, with their positions. */
  public List<Unit> list(Handle h) {
    Reference reference = rules.current(h);
    Duration staleAfter = reference.seconds("positionStaleSeconds");
    Instant now = clock.instant();
    return table.list(h).stream()
        .map(row -> unit(row, reference))
        .map(unit -> unit.at(position(unit.id(), now, staleAfter)))
        .toList();
  }

  private UnitPosition position(String unit, Instant now, Duration staleAfter) {
    return board
        .find(unit)
        .map(
            f ->
                new UnitPosition(
                    f.lon(),
                    f.lat(),
                    f.heading(),
                    f.speed(),
                    f.at(),
                    f.at().plus(staleAfter).isBefore(now)))
        .orElse(null);
  }

  static Unit unit(Row row, Reference reference) {
    return new Unit(
        row.id(),
        row.callSign(),
        row.kind(),
        row.capabilities(),
        row.organisation(),
        row.station(),
        row.duty(),
        row.dutyReason(),
        row.dutyAt(),
        Availability.of(row.work(), reference.duty(row.duty()).available()),
        row.incident(),
        row.assignment(),
        null,
        row.version());
  }
}
