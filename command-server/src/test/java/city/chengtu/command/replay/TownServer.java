package city.chengtu.command.replay;

import city.chengtu.command.api.Api;
import city.chengtu.command.api.ApiContract;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.ProblemHandler;
import city.chengtu.command.api.RequestCheck;
import city.chengtu.command.api.Workers;
import city.chengtu.command.dispatch.TestTown;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.List;

/**
 * The routes of incidents and dispatch over real HTTP; whoever shows a token is the shift leader.
 */
final class TownServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(vertx, "town", 6, 100);
  private final HttpServer server;

  TownServer(TestTown town) {
    ApiContract contract = ApiContract.of(List.of("api", "incidents", "dispatch"));
    RouterBuilder builder = RequestCheck.routes(vertx, await(contract.forRequests(vertx)));
    builder.rootHandler(BodyHandler.create(false));
    builder.rootHandler(
        context -> {
          if ("Bearer secret".equals(context.request().getHeader("Authorization"))) {
            Call.identify(context, TestTown.LEADER);
          }
          context.next();
        });
    town.routes(new Api(workers, town.commands, town.policy)).forEach(r -> r.mount(builder));
    Router router = Router.router(vertx);
    ProblemHandler problems = new ProblemHandler();
    router.route().failureHandler(problems);
    router.route("/api/v1/*").subRouter(builder.createRouter());
    router.errorHandler(404, problems).errorHandler(400, problems);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  @Override
  public void close() {
    await(server.close());
    workers.close();
    await(vertx.close());
  }
}
