package city.chengtu.command.loads;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes files in. They stream to the disk as they come, so this stands beside the operations of the
 * contract, whose bodies are read into memory; the contract describes them all the same.
 */
public final class LoadUpload {
  private static final String LOAD = "chengtu.load";
  private static final String FILE = "chengtu.load.file";
  private static final String PERMISSION = LoadTarget.PERMISSION;

  /** So long a refused body is read and thrown away, so that its sender gets to the answer. */
  private static final long PATIENCE_MILLIS = 5_000;

  private final Api api;
  private final LoadDesk desk;
  private final LoadSettings settings;
  private final Handler<RoutingContext> signIn;

  public LoadUpload(Api api, LoadDesk desk, LoadSettings settings, Handler<RoutingContext> signIn) {
    this.api = api;
    this.desk = desk;
    this.settings = settings;
    this.signIn = signIn;
  }

  public void mount(Router router) {
    router
        .post("/api/v1/loads")
        .handler(LoadUpload::wait)
        .handler(signIn)
        .handler(api.answeringThenNext("sendLoad", this::prepareNew))
        .handler(this::receive)
        .handler(api.answering("sendLoad", this::create));
    router
        .put("/api/v1/loads/:id/file")
        .handler(LoadUpload::wait)
        .handler(signIn)
        .handler(api.answeringThenNext("sendLoadFile", this::prepareSister))
        .handler(this::receive)
        .handler(api.answering("sendLoadFile", this::add));
  }

  /** What is refused without its body having been read: the sender may still be sending it. */
  private static void wait(RoutingContext context) {
    Call.keepBody(context);
    HttpServerRequest request = context.request();
    context.addEndHandler(
        answered -> {
          if (!request.isEnded()) {
            request.resume();
            context
                .vertx()
                .setTimer(
                    PATIENCE_MILLIS,
                    late -> {
                      if (!request.isEnded()) {
                        request.connection().close();
                      }
                    });
          }
        });
    context.next();
  }

  private Void prepareNew(Call call) throws IOException {
    api.check(call, PERMISSION);
    call.commandId();
    String ending = Spool.ending(name(call));
    desk.requireFewDrafts(call.actor());
    prepare(call, UUID.randomUUID(), ending);
    return null;
  }

  private Void prepareSister(Call call) throws IOException {
    api.check(call, PERMISSION);
    call.commandId();
    LoadRecord load = desk.own(call.actor(), Call.uuid("id", call.path("id")));
    String ending = Spool.sister(name(call));
    if (!Spool.ending(load.name()).equals(".shp") || !load.state().open()) {
      throw Refusal.conflict("no-more-files", "only a .shp that waits takes more files", Map.of());
    }
    desk.spool().first(load);
    prepare(call, load.id(), ending);
    return null;
  }

  private void prepare(Call call, UUID load, String ending) throws IOException {
    desk.spool().requireRoom(declared(call.context().request()));
    Files.createDirectories(desk.spool().folder(load));
    call.context().put(LOAD, load);
    call.context().put(FILE, ending);
  }

  private static long declared(HttpServerRequest request) {
    String header = request.getHeader("Content-Length");
    try {
      return header == null ? -1 : Long.parseLong(header);
    } catch (NumberFormatException e) { // the HTTP library lets no such header through
      return -1;
    }
  }

  private static String name(Call call) {
    return call.query("name")
        .orElseThrow(() -> Refusal.invalid("name", "required", "say the file's name"));
  }

  private void receive(RoutingContext context) {
    Path file = incoming(context);
    context
        .vertx()
        .fileSystem()
        .open(file.toString(), new OpenOptions().setCreate(true).setTruncateExisting(true))
        .compose(out -> stream(context.request(), out))
        .onSuccess(done -> context.next())
        .onFailure(
            failure -> {
              giveUp(context);
              context.fail(failure);
            });
  }

  private Path incoming(RoutingContext context) {
    return desk.spool().file(context.get(LOAD), ".incoming");
  }

  /** Ends with what was written; what is too large ends it at once. */
  private Future<Void> stream(HttpServerRequest request, AsyncFile out) {
    Promise<Void> ended = Promise.promise();
    long[] bytes = {0};
    request.handler(
        part -> {
          bytes[0] += part.length();
          if (bytes[0] > desk.spool().largest()) {
            request.handler(rest -> {});
            ended.tryFail(desk.spool().tooLarge());
          } else {
            out.write(part).onFailure(ended::tryFail);
            if (out.writeQueueFull()) {
              request.pause();
              out.drainHandler(drained -> request.resume());
            }
          }
        });
    request.exceptionHandler(ended::tryFail);
    request.endHandler(
        end -> {
          if (bytes[0] == 0) {
            ended.tryFail(Refusal.invalid("/", "empty", "the body must be a file"));
          } else {
            ended.tryComplete();
          }
        });
    request.resume();
    return ended.future().eventually(out::close);
  }

  /** A file that did not come whole. Its load's folder goes too, when it was made for it. */
  private void giveUp(RoutingContext context) {
    UUID load = context.get(LOAD);
    boolean first = Spool.ENDINGS.contains(context.<String>get(FILE));
    context
        .vertx()
        .executeBlocking(
            () -> {
              if (first) {
                desk.spool().remove(load);
              } else {
                Files.deleteIfExists(desk.spool().file(load, ".incoming"));
              }
              return null;
            });
  }

  private Answer create(Call call) {
    UUID load = call.context().get(LOAD);
    AtomicBoolean kept = new AtomicBoolean();
    try {
      Path file = arrived(call);
      LoadDesk.Looked looked = desk.look(call.actor(), file, name(call), LoadOptions.NONE);
      Receipt receipt =
          api.run(
              call,
              PERMISSION,
              call.commandId(),
              (c, same) -> {
                kept.set(true);
                return view(call, desk.create(c, load, name(call), looked));
              });
      return answer(receipt);
    } catch (RuntimeException e) {
      kept.set(false);
      throw e;
    } finally {
      if (!kept.get()) { // refused, or the command had been done before with another copy
        desk.spool().remove(load);
      }
    }
  }

  private Answer add(Call call) {
    LoadRecord before = desk.own(call.actor(), call.context().get(LOAD));
    arrived(call);
    Path first = desk.spool().first(before);
    LoadDesk.Looked looked = desk.look(call.actor(), first, before.name(), before.options());
    return answer(
        api.run(
            call,
            PERMISSION,
            call.commandId(),
            (c, same) -> view(call, desk.addFile(c, before.id(), name(call), looked))));
  }

  private Path arrived(Call call) {
    UUID load = call.context().get(LOAD);
    Path file = desk.spool().file(load, call.context().get(FILE));
    try {
      Files.move(desk.spool().file(load, ".incoming"), file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the file", e);
    }
    return file;
  }

  private LoadView view(Call call, LoadRecord load) {
    return LoadView.of(call.actor(), load, desk, settings);
  }

  private static Answer answer(Receipt receipt) {
    return new Answer(
        200,
        "application/json",
        Buffer.buffer(receipt.answer()),
        Map.of(
            "Command-Id", receipt.id().toString(),
            "ETag", "\"" + StateJson.tree(receipt.answer()).path("version").asLong() + "\"",
            "Journal-Position", Long.toString(receipt.position())));
  }
}
