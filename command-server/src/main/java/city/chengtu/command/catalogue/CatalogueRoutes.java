package city.chengtu.command.catalogue;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.ShareClass;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The HTTP side of the catalogue. */
public final class CatalogueRoutes implements Routes {
  private static final String READ = "catalogue.read";
  private static final int LARGEST_PAGE = 1_000;
  private static final int LAST_PAGE = 1_000;
  private static final int VERSIONS = 50;
  private static final int MOST_VERSIONS = 200;

  private final Api api;
  private final CatalogueDesk desk;
  private final Subscriptions subscriptions;

  public CatalogueRoutes(Api api, CatalogueParts parts) {
    this.api = api;
    this.desk = new CatalogueDesk(parts);
    this.subscriptions = new Subscriptions(parts);
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "getCatalogue", READ, call -> desk.find(call.actor(), query(call)));
    api.query(
        builder,
        "getCatalogueTree",
        READ,
        call -> Map.of("themes", desk.tree(call.actor(), kind(call))));
    api.query(builder, "getCatalogueEntry", READ, this::entry);
    api.query(
        builder,
        "listCatalogueVersions",
        READ,
        call ->
            desk.versions(
                call.actor(),
                call.path("layer"),
                call.queryInt("limit", VERSIONS, 1, MOST_VERSIONS)));
    api.command(
        builder,
        "editCatalogueEntry",
        "catalogue.edit",
        (c, call) -> desk.edit(c, call.path("layer"), call.ifMatch(), call.body(LayerPatch.class)));
    api.command(
        builder,
        "followLayer",
        "catalogue.subscribe",
        (c, call) -> subscriptions.follow(c, call.path("layer")));
    api.command(
        builder,
        "leaveLayer",
        "catalogue.subscribe",
        (c, call) -> subscriptions.leave(c, call.path("layer")));
  }

  private Answer entry(Call call) {
    LayerEntry entry = desk.entry(call.actor(), call.path("layer"));
    return Answer.json(entry, Map.of("ETag", "\"" + entry.version() + "\""));
  }

  private static CatalogueQuery query(Call call) {
    return new CatalogueQuery(
        call.query("q"),
        call.query("theme"),
        call.query("owner"),
        call.query("share").map(CatalogueRoutes::share),
        kind(call),
        call.queryInt("page", 1, 1, LAST_PAGE),
        call.queryInt("limit", LARGEST_PAGE, 1, LARGEST_PAGE));
  }

  /** The contract lets no other word come here. */
  private static CatalogueQuery.Kind kind(Call call) {
    return call.query("kind")
        .map(text -> CatalogueQuery.Kind.valueOf(text.toUpperCase(Locale.ROOT)))
        .orElse(CatalogueQuery.Kind.FEATURES);
  }

  private static ShareClass share(String text) {
    return Arrays.stream(ShareClass.values())
        .filter(share -> share.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "share",
                    "unknown-class",
                    "share is one of unconditional, conditional, not-shared"));
  }
}
