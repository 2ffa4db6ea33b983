package city.chengtu.command.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;

/**
 * One message, encoded once for all clients of an event loop that get it. Whoever made it releases
 * it when all have been given it; the sockets that still write it hold on to it by themselves.
 */
final class Frame {
  /** Many WebSocket clients refuse a longer frame unless told otherwise: it goes in parts. */
  static final int LONGEST_PART = 65_535;

  private static final int TEXT = 0x01;
  private static final int CONTINUED = 0x00;
  private static final int FINAL = 0x80;
  private static final int SHORT = 125;
  private static final int LONGEST_HEAD = 4;

  private final Buffer json;
  private ByteBuf webSocket;

  /**
   * @param json array of CloudEvents; empty when there is nothing to say
   */
  Frame(Buffer json) {
    this.json = json;
  }

  boolean isEmpty() {
    return json.length() == 0;
  }

  Buffer json() {
    return json;
  }

  /** As it goes over a WebSocket, head included; the caller owns what it gets. */
  ByteBuf webSocket() {
    if (webSocket == null) {
      webSocket = encode(json.getBytes());
    }
    return webSocket.retainedDuplicate();
  }

  /** RFC 6455, from server to client: not masked. */
  private static ByteBuf encode(byte[] text) {
    int parts = Math.max(1, (text.length + LONGEST_PART - 1) / LONGEST_PART);
    ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(text.length + parts * LONGEST_HEAD);
    for (int part = 0; part < parts; part++) {
      int from = part * LONGEST_PART;
      int length = Math.min(LONGEST_PART, text.length - from);
      out.writeByte((part == 0 ? TEXT : CONTINUED) | (part == parts - 1 ? FINAL : 0));
      if (length <= SHORT) {
        out.writeByte(length);
      } else {
        out.writeByte(SHORT + 1).writeShort(length);
      }
      out.writeBytes(text, from, length);
    }
    return out;
  }

  void release() {
    if (webSocket != null) {
      webSocket.release();
      webSocket = null;
    }
  }
}
