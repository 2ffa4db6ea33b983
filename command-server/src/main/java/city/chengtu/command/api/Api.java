package city.chengtu.command.api;

import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Map;

/**
 * Binds operations of the contract to services: checks the permission, runs the work off the event
 * loop, sends the answer. Failures go to {@link ProblemHandler}.
 */
public final class Api {
  /** Answers a question. Blocking; anything but an {@link Answer} is sent as JSON. */
  @FunctionalInterface
  public interface Query {
    Object answer(Call call) throws Exception;
  }

  /** Does what a command asks, inside its transaction; the result is the answer. */
  @FunctionalInterface
  public interface CommandBody {
    Object run(CommandContext context, Call call);
  }

  private final Workers workers;
  private final Commands commands;
  private final Gate gate;
  private final Intake intake;

  public Api(Workers workers, Commands commands, Gate gate) {
    this(workers, commands, gate, () -> {});
  }

  public Api(Workers workers, Commands commands, Gate gate, Intake intake) {
    this.workers = workers;
    this.commands = commands;
    this.gate = gate;
    this.intake = intake;
  }

  /** A question anyone may ask, signed in or not. */
  public void open(RouterBuilder builder, String operation, Query query) {
    builder
        .getRoute(operation)
        .addHandler(
            context ->
                workers
                    .run(() -> query.answer(new Call(context)))
                    .onSuccess(answer -> send(context, answer))
                    .onFailure(context::fail));
  }

  /** A question for those with the permission. */
  public void query(RouterBuilder builder, String operation, String permission, Query query) {
    open(
        builder,
        operation,
        call -> {
          gate.check(call.actor(), permission);
          return query.answer(call);
        });
  }

  /** A command for those with the permission. Its kind is the permission's name. */
  public void command(
      RouterBuilder builder, String operation, String permission, CommandBody body) {
    open(
        builder,
        operation,
        call -> {
          gate.check(call.actor(), permission);
          intake.check();
          CommandRequest request = call.command(permission);
          return answer(commands.run(request, c -> body.run(c, call)));
        });
  }

  private static Answer answer(Receipt receipt) {
    if (receipt.refused()) {
      throw new RefusedEarlier(receipt);
    }
    Map<String, String> headers =
        Map.of(
            "Command-Id", receipt.id().toString(),
            "Journal-Position", Long.toString(receipt.position()));
    return receipt.answer() == null
        ? new Answer(204, null, Buffer.buffer(), headers)
        : new Answer(200, "application/json", Buffer.buffer(receipt.answer()), headers);
  }

  private static void send(RoutingContext context, Object result) {
    Answer answer = result instanceof Answer ready ? ready : Answer.json(result);
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return; // the client went away
    }
    response.setStatusCode(answer.status());
    if (answer.contentType() != null) {
      response.putHeader("Content-Type", answer.contentType());
    }
    if (response.headers().get("Cache-Control") == null) {
      response.putHeader("Cache-Control", "no-store");
    }
    answer.headers().forEach(response::putHeader);
    response.end(answer.body());
  }
}
