package city.chengtu.command.live;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * One text message per frame. The encoded frame goes straight to the channel, because it is shared:
 * Vert.x would encode it again for each socket, which costs more than all the rest (measured, see
 * docs/performance.md). Vert.x does not count what goes this way, so that the channel itself is
 * asked whether it takes more. Needs WebSocket compression to be off.
 */
final class WebSocketWire implements Wire {
  private final ServerWebSocket socket;
  private final ChannelHandlerContext channel;

  /**
   * @param connection the one that has become this socket
   * @param drained called when the socket takes more again, on its event loop
   */
  WebSocketWire(ServerWebSocket socket, HttpConnection connection, Runnable drained) {
    this.socket = socket;
    this.channel = enter(((ConnectionBase) connection).channel().pipeline(), new Drain(drained));
  }

  /**
   * The place next to the network, or to TLS: what is encoded already need not pass the handlers
   * for HTTP. The idle timer goes: it could not see these writes, and {@link LiveLoop} cuts who
   * takes nothing.
   */
  private static ChannelHandlerContext enter(ChannelPipeline pipeline, Drain drain) {
    if (pipeline.get(IdleStateHandler.class) != null) {
      pipeline.remove(IdleStateHandler.class);
    }
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls == null) {
      pipeline.addFirst(drain);
    } else {
      pipeline.addAfter(tls.name(), null, drain);
    }
    return pipeline.context(drain);
  }

  private static final class Drain extends ChannelInboundHandlerAdapter {
    private final Runnable drained;

    Drain(Runnable drained) {
      this.drained = drained;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
      if (context.channel().isWritable()) {
        drained.run();
      }
      super.channelWritabilityChanged(context);
    }
  }

  /** A write that fails closes the channel, and that is heard. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void send(long position, Frame frame) {
    channel.write(frame.webSocket(), channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  /** A closed channel takes nothing more; its client is about to leave. */
  @Override
  public boolean full() {
    return !channel.channel().isWritable();
  }

  @Override
  public void close(int code, String reason) {
    socket.close((short) code, reason);
  }
}
