package city.chengtu.command.inbox;

import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Refusal;
import io.vertx.ext.web.openapi.router.RouterBuilder;

/** The HTTP side of the inbox: one's own and nobody else's. */
public final class InboxRoutes implements Routes {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final Api api;
  private final Inbox inbox;

  public InboxRoutes(Api api, Inbox inbox) {
    this.api = api;
    this.inbox = inbox;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(
        builder,
        "listNotices",
        "inbox.read",
        call ->
            inbox.page(
                call.actor(),
                call.query("waiting").map("true"::equals).orElse(false),
                before(call),
                call.queryInt("limit", PAGE, 1, LARGEST_PAGE)));
    api.command(
        builder,
        "acknowledgeNotice",
        "inbox.acknowledge",
        (c, call) -> inbox.acknowledge(c, call.path("notice")));
  }

  private static long before(Call call) {
    try {
      return call.query("before").map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("before", "not-a-number", "before comes from `next`");
    }
  }
}
