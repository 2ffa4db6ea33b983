package city.chengtu.command.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The transaction of one command: its database handle, its time, its actor, and the changes it
 * makes.
 */
public final class CommandContext {
  private final Handle handle;
  private final CommandRequest request;
  private final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private final boolean takesAnyVersion = DeliberateBug.SKIP_VERSION_CHECK.isOn();

  CommandContext(Handle handle, CommandRequest request, Instant now) {
    this.handle = handle;
    this.request = request;
    this.now = now;
  }

  public Handle handle() {
    return handle;
  }

  /** The server's time for this command, in microseconds as the database keeps it. */
  public Instant now() {
    return now;
  }

  public Actor actor() {
    return request.actor();
  }

  public UUID commandId() {
    return request.id();
  }

  /**
   * The one place where {@code If-Match} is compared: nobody may overwrite what they have not seen.
   *
   * @param seen the version the sender saw
   * @param now the version there is
   * @param stale the refusal, with the state there is
   * @throws Refusal 412 when they differ
   */
  public void checkVersion(long seen, long now, Supplier<Refusal> stale) {
    if (seen != now && !takesAnyVersion) {
      throw stale.get();
    }
  }

  /**
   * Every change of state must be recorded here; it becomes a journal entry when the command
   * commits.
   */
  public void record(Change change) {
    changes.add(change);
  }

  List<Change> changes() {
    return changes;
  }
}
