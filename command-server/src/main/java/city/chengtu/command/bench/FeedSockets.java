package city.chengtu.command.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;

/** Opens many WebSockets cheaply: a few event loops, no thread and no queue for each. */
final class FeedSockets implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 32 << 20;
  private static final int READ_BUFFER = 16 << 10;
  private static final int SMALL_WINDOW = 4 << 10;

  /** Sockets of one source address: it has some 28,000 ports to give. */
  private static final int PER_ADDRESS = 20_000;

  /** A connection that cannot be opened spoils the measurement: said aloud. */
  static final ChannelFutureListener OR_FAIL =
      connected -> {
        if (!connected.isSuccess()) {
          throw new IllegalStateException("cannot connect", connected.cause());
        }
      };

  private final EventLoopGroup loops;
  private final URI server;
  private final String token;

  FeedSockets(URI server, String token, int threads) {
    this.server = server;
    this.token = token;
    this.loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
  }

  /** What a client does; called on its event loop. */
  interface Ear {
    default void opened(Channel channel) {}

    void heard(WebSocketFrame frame);

    default void closed(int code) {}
  }

  /**
   * @param number of the client: chooses the source address
   * @param small a small receive window, so that not reading is felt by the server soon
   */
  ChannelFuture open(int number, String path, boolean small, Ear ear) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BUFFER))
            .handler(new Pipeline(handshake(path), ear));
    if (small) {
      bootstrap.option(ChannelOption.SO_RCVBUF, SMALL_WINDOW);
    }
    InetSocketAddress remote = new InetSocketAddress(server.getHost(), server.getPort());
    return number < PER_ADDRESS
        ? bootstrap.connect(remote)
        : bootstrap.connect(
            remote, new InetSocketAddress("127.0.0." + (1 + number / PER_ADDRESS), 0));
  }

  static void send(Channel channel, String text) {
    channel
        .writeAndFlush(new TextWebSocketFrame(text))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private WebSocketClientProtocolConfig handshake(String path) {
    HttpHeaders headers = new DefaultHttpHeaders().set("Authorization", "Bearer " + token);
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri("ws://" + server.getAuthority() + path)
        .version(WebSocketVersion.V13)
        .customHeaders(headers)
        .maxFramePayloadLength(LARGEST_MESSAGE)
        .handshakeTimeoutMillis(30_000)
        .dropPongFrames(true)
        .withUTF8Validator(false)
        .build();
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final WebSocketClientProtocolConfig config;
    private final Ear ear;

    Pipeline(WebSocketClientProtocolConfig config, Ear ear) {
      this.config = config;
      this.ear = ear;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpClientCodec(),
              new HttpObjectAggregator(8_192),
              new WebSocketClientProtocolHandler(config),
              new WebSocketFrameAggregator(LARGEST_MESSAGE),
              new Hearing(ear));
    }
  }

  private static final class Hearing extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Ear ear;
    private int code = 1006;

    Hearing(Ear ear) {
      this.ear = ear;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        ear.opened(context.channel());
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof CloseWebSocketFrame close) {
        code = close.statusCode();
      } else {
        ear.heard(frame);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ear.closed(code);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close().addListener(ended -> ear.closed(code));
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully().syncUninterruptibly();
  }
}
