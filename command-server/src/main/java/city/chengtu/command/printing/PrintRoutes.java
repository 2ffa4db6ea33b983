package city.chengtu.command.printing;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Subject;
import io.vertx.core.Future;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hands out printed maps. Who took which map stands in the journal: it leaves the city's screens.
 * The page is drawn first and written into the journal when it is there; the same id sent again
 * draws again and is in the journal once.
 */
public final class PrintRoutes implements Routes {
  private static final String PERMISSION = "map.print";

  private final Api api;
  private final Printer printer;
  private final Commands commands;

  public PrintRoutes(Api api, Printer printer, Commands commands) {
    this.api = api;
    this.printer = printer;
    this.commands = commands;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.relay(builder, "printMap", PERMISSION, this::order);
  }

  /** Refuses before anybody is asked or anything drawn; no worker waits for other servers. */
  private Future<Answer> order(Call call) {
    PrintOrder order = call.body(PrintOrder.class);
    CommandRequest command = call.command(PERMISSION, order);
    commands.requireOwnId(command); // the drawing takes seconds
    return printer.begin(
        call.actor(),
        order,
        pictures ->
            pictures.layers().isEmpty()
                ? Future.succeededFuture(print(call, order, command, pictures))
                : api.work(call, () -> print(call, order, command, pictures)));
  }

  private Answer print(Call call, PrintOrder order, CommandRequest command, OrderedPictures got) {
    Printer.Printed printed = printer.print(call.actor(), order, got);
    Receipt receipt = commands.run(command, c -> record(c, order));
    return new Answer(
        200,
        "application/pdf",
        printed.pdf(),
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"map-" + receipt.id() + ".pdf\"",
            "Journal-Position",
            Long.toString(receipt.position()),
            "Print-Remarks",
            Integer.toString(printed.incomplete())));
  }

  private static Object record(CommandContext c, PrintOrder order) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("id", c.commandId());
    state.put("account", c.actor().account());
    state.put("at", c.now());
    state.put("paper", order.paper());
    state.put("scale", order.scale());
    state.put("centre", order.centre());
    state.put("layers", order.layers().stream().map(PrintOrder.PrintedLayer::id).toList());
    c.record(
        Change.of(
            "city.chengtu.map.printed", new Subject("print", c.commandId().toString()), 1, state));
    return null;
  }
}
