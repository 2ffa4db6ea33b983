package city.chengtu.command.api;

import city.chengtu.command.api.CommandListener.Outcome;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.TransientFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds operations of the contract to services: checks the permission, runs the work off the event
 * loop, sends the answer. Failures go to {@link ProblemHandler}.
 */
public final class Api {
  /** One line for each command; a name of its own, so that it can be turned off. */
  private static final Logger COMMANDS = LoggerFactory.getLogger("chengtu.commands");

  /**
   * Answers a question. Blocking; anything but an {@link Answer} or {@link Streamed} is sent as
   * JSON.
   */
  @FunctionalInterface
  public interface Query {
    Object answer(Call call) throws Exception;
  }

  /** Does what a command asks, inside its transaction; the result is the answer. */
  @FunctionalInterface
  public interface CommandBody {
    Object run(CommandContext context, Call call);
  }

  /**
   * Answers a question whose answer comes later, from elsewhere. What is done here is short; what
   * is waited for holds no worker.
   */
  @FunctionalInterface
  public interface Relay {
    Future<Answer> ask(Call call) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final Workers workers;
  private final Commands commands;
  private final Gate gate;
  private final Intake intake;
  private final CommandListener listener;
  private final PartSender sender;

  public Api(Workers workers, Commands commands, Gate gate) {
    this(workers, commands, gate, () -> {}, (kind, outcome, nanos) -> {});
  }

  public Api(
      Workers workers, Commands commands, Gate gate, Intake intake, CommandListener listener) {
    this.listener = listener;
    this.workers = workers;
    this.commands = commands;
    this.gate = gate;
    this.intake = intake;
    this.sender = new PartSender(workers, StreamLimits.STANDARD);
  }

  /** A question anyone may ask, signed in or not. */
  public void open(RouterBuilder builder, String operation, Query query) {
    builder.getRoute(operation).addHandler(answering(operation, query));
  }

  /**
   * Answers a question at an address that has a document of its own, as the OGC APIs do; what may
   * be asked is then not checked by our contract.
   */
  public Handler<RoutingContext> answering(String operation, Query query) {
    return context -> {
      LogContext.operation(context, operation);
      workers
          .run(() -> LogContext.call(context, () -> query.answer(new Call(context))))
          .onSuccess(answer -> send(context, answer))
          .onFailure(context::fail);
    };
  }

  /** As {@link #answering}, for an answer that comes from elsewhere. */
  public Handler<RoutingContext> relaying(String operation, Relay relay) {
    return context -> {
      LogContext.operation(context, operation);
      Context loop = context.vertx().getOrCreateContext();
      workers
          .run(() -> LogContext.call(context, () -> relay.ask(new Call(context))))
          .compose(later -> later)
          .onComplete(
              ended ->
                  loop.runOnContext(
                      now -> {
                        if (ended.succeeded()) {
                          send(context, ended.result());
                        } else {
                          context.fail(ended.cause());
                        }
                      }));
    };
  }

  /** The rest of the work of a relayed question, once what it waited for has come. */
  public <T> Future<T> work(Call call, Callable<T> rest) {
    return workers.run(() -> LogContext.call(call.context(), rest));
  }

  /** A question for those with the permission whose answer comes from elsewhere. */
  public void relay(RouterBuilder builder, String operation, String permission, Relay relay) {
    builder
        .getRoute(operation)
        .addHandler(
            relaying(
                operation,
                call -> {
                  gate.check(call.actor(), permission);
                  return relay.ask(call);
                }));
  }

  /**
   * Asks before the body of a request is taken in, for handlers that take it in a way of their own:
   * a failure is answered, else the next handler runs. The request stays paused.
   */
  public Handler<RoutingContext> answeringThenNext(String operation, Query query) {
    return context -> {
      LogContext.operation(context, operation);
      workers
          .run(() -> LogContext.call(context, () -> query.answer(new Call(context))))
          .onSuccess(answer -> context.next())
          .onFailure(context::fail);
    };
  }

  /**
   * Refuses who lacks the permission.
   *
   * @throws Refusal 401 when nobody is signed in, 403 when the permission is missing
   */
  public void check(Call call, String permission) {
    gate.check(call.actor(), permission);
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
          return heard(
              permission,
              call,
              () -> {
                intake.check();
                CommandRequest request = call.command(permission);
                return answer(commands.run(request, c -> body.run(c, call)));
              });
        });
  }

  /**
   * Runs a command for an address that answers in a way of its own, as the OGC APIs do.
   *
   * @param id made by the sender, or for him
   * @return its receipt, done
   */
  public Receipt run(Call call, String permission, UUID id, CommandBody body) {
    AtomicReference<Receipt> receipt = new AtomicReference<>();
    done(call, permission, id, body, receipt::set);
    return receipt.get();
  }

  /** As {@link #command}, for whoever has more to do before the answer is sent. */
  public Answer done(Call call, String permission, UUID id, CommandBody body) {
    return done(call, permission, id, body, receipt -> {});
  }

  private Answer done(
      Call call, String permission, UUID id, CommandBody body, Consumer<Receipt> told) {
    gate.check(call.actor(), permission);
    return heard(
        permission,
        call,
        () -> {
          intake.check();
          Receipt receipt = commands.run(call.command(permission, id), c -> body.run(c, call));
          told.accept(receipt);
          return answer(receipt);
        });
  }

  /** A long answer. */
  public interface Download {
    String contentType();

    /** Writes it. Blocking. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * A command whose answer is a long stream, for those with the permission: first it is recorded,
   * then the stream is written. The same id sent again gives the stream again.
   *
   * @param writers where long answers are written, so that they take no worker from the others
   */
  public void download(
      RouterBuilder builder,
      String operation,
      String permission,
      Workers writers,
      Function<CommandContext, Object> recording,
      Download download) {
    builder
        .getRoute(operation)
        .addHandler(
            context -> {
              LogContext.operation(context, operation);
              workers
                  .run(
                      () ->
                          LogContext.call(
                              context, () -> record(new Call(context), permission, recording)))
                  .compose(answer -> stream(context, answer, writers, download))
                  .onFailure(context::fail);
            });
  }

  /** Writes an answer's body. Blocking. */
  @FunctionalInterface
  public interface Body {
    void write(OutputStream out) throws IOException;
  }

  /**
   * A long answer that is ready to be written.
   *
   * @param headers beside its media type
   */
  public record Sending(String contentType, Map<String, String> headers, Body body) {}

  /** Makes a long answer ready: checks, counts, records. Blocking. */
  @FunctionalInterface
  public interface Preparation {
    Sending prepare(Call call) throws Exception;
  }

  /**
   * A question whose answer is a long stream. What is refused is refused before it begins.
   *
   * @param writers where long answers are written, so that they take no worker from the others
   */
  public void stream(
      RouterBuilder builder, String operation, Workers writers, Preparation preparation) {
    builder
        .getRoute(operation)
        .addHandler(
            context -> {
              LogContext.operation(context, operation);
              workers
                  .run(() -> LogContext.call(context, () -> preparation.prepare(new Call(context))))
                  .compose(
                      sending ->
                          stream(
                              context,
                              new Answer(200, null, Buffer.buffer(), sending.headers()),
                              writers,
                              download(sending)))
                  .onFailure(context::fail);
            });
  }

  private static Download download(Sending sending) {
    return new Download() {
      @Override
      public String contentType() {
        return sending.contentType();
      }

      @Override
      public void write(OutputStream out) throws IOException {
        sending.body().write(out);
      }
    };
  }

  private Answer record(Call call, String permission, Function<CommandContext, Object> recording) {
    gate.check(call.actor(), permission);
    return heard(
        permission,
        call,
        () -> {
          intake.check();
          return answer(commands.run(call.command(permission), recording::apply));
        });
  }

  private static Future<Void> stream(
      RoutingContext context, Answer answer, Workers writers, Download download) {
    HttpServerResponse response = context.response();
    Context loop = context.vertx().getOrCreateContext();
    return writers
        .run(
            () -> {
              DownloadStream out = new DownloadStream(loop, response);
              loop.runOnContext(
                  now -> {
                    answer.headers().forEach(response::putHeader);
                    response
                        .setChunked(true)
                        .putHeader("Content-Type", download.contentType())
                        .putHeader("Content-Encoding", "identity")
                        .putHeader("Cache-Control", "no-store");
                  });
              download.write(out);
              out.close();
              return null;
            })
        .compose(done -> response.end())
        .recover(failure -> broken(response, failure));
  }

  /** What has begun cannot become a problem document: the client must see it break off. */
  private static Future<Void> broken(HttpServerResponse response, Throwable failure) {
    if (!response.headWritten()) {
      return Future.failedFuture(failure);
    }
    LOG.error("an answer broke off after {} bytes", response.bytesWritten(), failure);
    response.reset();
    return Future.succeededFuture();
  }

  /** Runs a command and tells how it ended: the listener, and one line of the log. */
  private Answer heard(String kind, Call call, Supplier<Answer> command) {
    Outcome outcome = Outcome.FAILED;
    try {
      Answer answer = command.get();
      outcome = Outcome.DONE;
      return answer;
    } catch (RefusedEarlier e) {
      outcome = Outcome.REFUSED;
      throw e;
    } catch (Refusal e) {
      outcome = e.reason().status() == 503 ? Outcome.UNAVAILABLE : Outcome.REFUSED;
      throw e;
    } catch (RuntimeException e) {
      outcome = TransientFailure.isOutage(e) ? Outcome.UNAVAILABLE : Outcome.FAILED;
      throw e;
    } finally {
      long nanos = System.nanoTime() - call.arrivedNanos();
      listener.ended(kind, outcome, nanos);
      if (COMMANDS.isInfoEnabled()) {
        COMMANDS.info("{} {} in {} ms", kind, name(outcome), nanos / 1_000_000);
      }
    }
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
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

  private void send(RoutingContext context, Object result) {
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return; // the client went away
    }
    if (result instanceof Streamed streamed && HttpMethod.HEAD.equals(context.request().method())) {
      streamed.headers().forEach(response::putHeader);
      response.putHeader("Content-Type", streamed.contentType()).end();
      return; // the rest is never made
    }
    if (result instanceof Streamed streamed) {
      sender.send(context, streamed);
      return;
    }
    Answer answer = result instanceof Answer ready ? ready : Answer.json(result);
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
