package city.chengtu.command.server;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Makes a request in a version of HTTP that nobody speaks one that cannot be read, so that it is
 * refused like every other; the library would answer 501 by itself, past all that we answer.
 */
@Sharable
final class SpokenVersions extends ChannelInboundHandlerAdapter {
  /** Vert.x's own handler of the connection. */
  private static final String NEXT = "handler";

  void watch(HttpConnection connection) {
    if (connection instanceof ConnectionBase base && base.channel().pipeline().get(NEXT) != null) {
      base.channel().pipeline().addBefore(NEXT, "spoken-versions", this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request.decoderResult().isSuccess()
        && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      String version = request.protocolVersion().text();
      request.setProtocolVersion(HttpVersion.HTTP_1_1); // in which the refusal is said
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException(version + " is not spoken")));
    }
    context.fireChannelRead(message);
  }
}
