package city.chengtu.command.loads;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All loads and how far each has come: those of the API and the page, and those of the console. */
public final class LoadList {
  /** Whose change sets the command line makes. */
  public static final String CONSOLE = "import";

  private LoadList() {}

  /**
   * One load.
   *
   * @param id of the load; where the command line made it, of its change set
   * @param state as the API has it: draft, running, done, undone, interrupted; "done" for what the
   *     command line did, an undoing too, which is a line of its own there
   * @param layer null while nobody has said which
   * @param changeSet what {@code import undo} takes; null when nothing was changed
   * @param problem why the last run came to nothing; null when it did not
   */
  public record Line(
      UUID id,
      Instant at,
      String by,
      String state,
      String what,
      String layer,
      UUID changeSet,
      String problem) {}

  /** Newest first. */
  public static List<Line> of(Jdbi jdbi, int most) {
    return jdbi.withHandle(
        handle -> {
          List<Line> lines = new ArrayList<>(console(handle, most));
          new LoadTable().list(handle, most).forEach(load -> lines.add(line(load)));
          lines.sort(Comparator.comparing(Line::at).reversed());
          return lines.subList(0, Math.min(most, lines.size()));
        });
  }

  private static Line line(LoadRecord load) {
    return new Line(
        load.id(),
        load.madeAt(),
        load.account(),
        load.job() == null ? load.state().code() : load.state().code() + " (" + load.job() + ")",
        load.name(),
        load.layer(),
        load.changeSet(),
        load.problem() == null ? load.problemCode() : load.problem());
  }

  private static List<Line> console(Handle handle, int most) {
    return handle
        .select(
            """
            select s.id, s.made_at, s.title, s.source, c.layer
            from change_set s join layer_change c on c.change_set = s.id
            where s.author = ? order by s.made_at desc, c.layer limit ?
            """,
            CONSOLE,
            most)
        .map(
            (rs, c) ->
                new Line(
                    rs.getObject(1, UUID.class),
                    rs.getObject(2, OffsetDateTime.class).toInstant(),
                    CONSOLE,
                    LoadState.DONE.code(),
                    rs.getString(3) + ", " + rs.getString(4),
                    rs.getString(5),
                    rs.getObject(1, UUID.class),
                    null))
        .list();
  }
}
