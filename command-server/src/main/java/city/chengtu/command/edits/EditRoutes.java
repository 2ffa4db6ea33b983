package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.edits.EditRequests.Choice;
import city.chengtu.command.edits.EditRequests.Item;
import city.chengtu.command.edits.EditRequests.Naming;
import city.chengtu.command.edits.EditRequests.Rejection;
import city.chengtu.gis.store.StoredLayers;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** HTTP of change sets, histories and forms. */
public final class EditRoutes implements Routes {
  private static final String READ = "layer.read";

  private final Api api;
  private final LayerDesk desk;
  private final EditSets sets;
  private final EditReview review;
  private final EditViews views;

  public EditRoutes(Api api, Jdbi jdbi, AccessPolicy policy, StoredLayers layers, LayerDesk desk) {
    this.api = api;
    this.desk = desk;
    this.sets = new EditSets(policy, layers, desk);
    this.review = new EditReview(sets, layers, desk);
    this.views = new EditViews(jdbi, policy, layers, desk, sets);
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "listEditSets", READ, this::list);
    api.query(builder, "getEditSet", READ, call -> views.set(call.actor(), id(call)));
    api.query(builder, "getFeatureHistory", READ, this::history);
    api.query(builder, "getLayerForm", READ, call -> views.form(call.actor(), call.path("layer")));
    String edit = LayerDesk.EDIT;
    api.command(
        builder, "createEditSet", edit, (c, call) -> sets.create(c, call.body(Naming.class)));
    api.command(
        builder,
        "renameEditSet",
        edit,
        (c, call) -> sets.rename(c, id(call), call.ifMatch(), call.body(Naming.class)));
    api.command(
        builder,
        "putEdit",
        edit,
        (c, call) -> sets.put(c, id(call), item(call), call.body(Item.class)));
    api.command(builder, "removeEdit", edit, (c, call) -> sets.remove(c, id(call), item(call)));
    api.command(
        builder, "submitEditSet", edit, (c, call) -> sets.submit(c, id(call), call.ifMatch()));
    api.command(
        builder, "withdrawEditSet", edit, (c, call) -> sets.withdraw(c, id(call), call.ifMatch()));
    api.command(
        builder,
        "resolveEdit",
        READ,
        (c, call) -> sets.resolve(c, id(call), item(call), call.body(Choice.class)));
    api.command(builder, "undoEditSet", edit, (c, call) -> review.undo(c, id(call)));
    api.open(builder, "acceptEditSet", this::accept);
    api.command(
        builder,
        "rejectEditSet",
        EditReview.REVIEW,
        (c, call) -> review.reject(c, id(call), call.ifMatch(), call.body(Rejection.class)));
  }

  private Object list(Call call) {
    return Map.of(
        "items",
        views.list(
            call.actor(),
            call.query("state").orElse(null),
            call.query("mine").filter("true"::equals).isPresent()));
  }

  private Object history(Call call) {
    return Map.of(
        "versions", views.history(call.actor(), call.path("layer"), call.path("feature")));
  }

  /** After it the layers are changed: whoever asks next must see it. */
  private Answer accept(Call call) {
    Answer answer =
        api.done(
            call,
            EditReview.REVIEW,
            call.commandId(),
            (c, same) -> review.accept(c, id(call), call.ifMatch()));
    desk.settled();
    return answer;
  }

  private static UUID id(Call call) {
    return Call.uuid("set", call.path("set"));
  }

  private static UUID item(Call call) {
    return Call.uuid("item", call.path("item"));
  }
}
