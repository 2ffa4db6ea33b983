package city.chengtu.command.downloads;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.downloads.Downloads.Prepared;
import city.chengtu.command.journal.StateJson;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** HTTP of downloads. */
public final class DownloadRoutes implements Routes {
  private static final int MOST = 500;

  private final Api api;
  private final Workers writers;
  private final Downloads downloads;
  private final Jdbi jdbi;
  private final AccessPolicy policy;

  /**
   * @param writers where files are written, so that they take no worker from the others
   */
  public DownloadRoutes(
      Api api, Workers writers, Downloads downloads, Jdbi jdbi, AccessPolicy policy) {
    this.api = api;
    this.writers = writers;
    this.downloads = downloads;
    this.jdbi = jdbi;
    this.policy = policy;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.stream(builder, "downloadLayer", writers, this::download);
    api.query(builder, "listDownloads", Downloads.PERMISSION, this::list);
  }

  private Api.Sending download(Call call) {
    api.check(call, Downloads.PERMISSION);
    Prepared prepared = downloads.prepare(call.actor(), DownloadRequest.of(call));
    DownloadRecord record =
        StateJson.read(
            api.run(
                    call,
                    Downloads.PERMISSION,
                    call.commandIdOrNew(),
                    (c, same) -> downloads.enter(c, prepared))
                .answer(),
            DownloadRecord.class);
    String name =
        record.layer() + "_" + record.number() + "." + prepared.request().format().ending();
    return new Api.Sending(
        prepared.request().format().mediaType(),
        Map.of(
            "Content-Disposition", "attachment; filename=\"" + name + "\"",
            "Download-Number", record.number(),
            "Download-Rows", Long.toString(record.rows())),
        out -> downloads.write(prepared, record, out));
  }

  /** One's own; those of all for who reads the journal. */
  private Object list(Call call) {
    boolean all = policy.may(call.actor(), "journal.read");
    String account = all ? null : call.actor().account();
    return Map.of("items", jdbi.withHandle(h -> downloads.table().last(h, account, MOST)));
  }
}
