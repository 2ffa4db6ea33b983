package city.chengtu.command.geoserver;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.Future;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The HTTP side of publishing to a GeoServer. */
public final class GeoServerRoutes implements Routes {
  private static final String READ = "geoserver.read";
  private static final String PUBLISH = "geoserver.publish";

  private final Api api;
  private final Jdbi jdbi;
  private final Optional<GeoServerPublishing> publishing;
  private final ChosenTable table = new ChosenTable();

  /**
   * @param publishing empty when no GeoServer is set
   */
  public GeoServerRoutes(Api api, Jdbi jdbi, Optional<GeoServerPublishing> publishing) {
    this.api = api;
    this.jdbi = jdbi;
    this.publishing = publishing;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "getGeoServer", READ, this::state);
    api.relay(builder, "diffGeoServer", READ, this::diff);
    api.command(
        builder,
        "publishToGeoServer",
        PUBLISH,
        (c, call) -> there().desk().publish(c, call.body(GeoServerDesk.Choice.class)));
    api.command(
        builder,
        "withdrawFromGeoServer",
        PUBLISH,
        (c, call) -> there().desk().withdraw(c, call.path("layer")));
  }

  private GeoServerPublishing there() {
    return publishing.orElseThrow(
        () ->
            Refusal.of(
                409,
                "no-geoserver",
                "no GeoServer is set (geoserver.url), or the store is embedded"));
  }

  private Object state(Call call) {
    GeoServerKeeper.State state = there().keeper().state();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("layers", jdbi.withHandle(table::list));
    answer.put("doneAt", state.doneAt());
    answer.put("problem", state.problem());
    answer.put("mended", state.mended());
    answer.put("kept", state.kept());
    return answer;
  }

  private Future<Answer> diff(Call call) {
    return there()
        .keeper()
        .diff()
        .map(found -> Answer.json(Map.of("differences", found)))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof IOException
                        ? Refusal.of(502, "geoserver-failed", failure.getMessage())
                        : failure));
  }
}
