package city.chengtu.command.backup;

import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Subject;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Hands a back-up of the whole store to an administrator; who took one stands in the journal. */
public final class BackupRoutes implements Routes {
  private final Api api;
  private final Backup backup;
  private final Workers writers;

  /**
   * @param writers where back-ups are written: one thread, so that two do not slow the server down
   */
  public BackupRoutes(Api api, Backup backup, Workers writers) {
    this.api = api;
    this.backup = backup;
    this.writers = writers;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.download(
        builder, "takeBackup", "backup.take", writers, BackupRoutes::record, new WholeStore());
  }

  private static Object record(CommandContext c) {
    Map<String, Object> state =
        Map.of("id", c.commandId(), "account", c.actor().account(), "at", c.now());
    c.record(
        Change.of(
            "city.chengtu.backup.taken",
            new Subject("backup", c.commandId().toString()),
            1,
            state));
    return state;
  }

  /** Keys do not travel: the verb adds them from the data folder it can reach. */
  private final class WholeStore implements Api.Download {
    @Override
    public String contentType() {
      return "application/zip";
    }

    @Override
    public void write(OutputStream out) {
      backup.write(out, new TreeMap<>(), Progress.NONE);
    }
  }
}
