package city.chengtu.command.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  /** Netty's decoder as a client uses it, with the usual limit for a frame. */
  private static String decoded(ByteBuf bytes) {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .maxFramePayloadLength(65_536)
            .build();
    EmbeddedChannel client =
        new EmbeddedChannel(
            new WebSocket13FrameDecoder(config), new WebSocketFrameAggregator(10 << 20));
    client.writeInbound(bytes);
    WebSocketFrame whole = client.readInbound();
    assertThat(whole.isFinalFragment()).isTrue();
    String text = whole.content().toString(StandardCharsets.UTF_8);
    whole.release();
    assertThat(client.finish()).isFalse();
    return text;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 131_070, 131_071, 500_000})
  void aClientReadsWhatWasWrittenWhateverItsLength(int length) {
    String text = ("城图" + "x".repeat(length)).substring(0, length);
    Frame frame = new Frame(Buffer.buffer(text));
    assertThat(decoded(frame.webSocket())).isEqualTo(text);
    frame.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void memoryIsFreeWhenTheLastSocketHasWritten(int length) {
    Frame frame = new Frame(Buffer.buffer("x".repeat(length)));
    ByteBuf first = frame.webSocket();
    ByteBuf second = frame.webSocket();
    frame.release();
    first.release();
    assertThat(second.refCnt()).isEqualTo(1);
    assertThat(second.readableBytes()).isGreaterThan(length);
    second.release();
    assertThat(second.refCnt()).isZero();
  }
}
