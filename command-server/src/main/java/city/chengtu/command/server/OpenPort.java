package city.chengtu.command.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One port, whose connections are dealt out to several event loops in turn: one loop alone would
 * write to ten thousand live clients while the other cores wait.
 */
final class OpenPort {
  /** More loops than cores only get in each other's way. */
  private static final int LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** For Vert.x: a free port, the same one for all servers that say so. */
  private static final int ANY_SHARED = -1;

  private final List<HttpServer> servers;

  private OpenPort(List<HttpServer> servers) {
    this.servers = servers;
  }

  /**
   * @param server makes a server that does not listen yet
   * @param port 0 for any free one
   */
  static Future<OpenPort> listen(Vertx vertx, Supplier<HttpServer> server, int port, String host) {
    VertxInternal internal = (VertxInternal) vertx;
    List<Future<HttpServer>> opening = new ArrayList<>();
    for (EventExecutor executor : internal.nettyEventLoopGroup()) {
      if (opening.size() < LOOPS) {
        ContextInternal context =
            internal.contextBuilder().withEventLoop((EventLoop) executor).build();
        Promise<HttpServer> opened = Promise.promise();
        // A server serves on the event loop of the context in which it begins to listen.
        context.runOnContext(
            now -> server.get().listen(port == 0 ? ANY_SHARED : port, host).onComplete(opened));
        opening.add(opened.future());
      }
    }
    return Future.all(opening).map(all -> new OpenPort(all.list()));
  }

  int port() {
    return servers.get(0).actualPort();
  }

  /** Takes no new connections, and ends those there are. */
  Future<Void> close() {
    return Future.join(servers.stream().map(HttpServer::close).toList()).mapEmpty();
  }
}
