package city.chengtu.command.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * One kept connection to a FastCGI process (FastCGI 1.0): what a web server would speak, without
 * the web server, which is in the measured program's favour. One thread at a time.
 */
final class FastCgi implements AutoCloseable {
  private static final int BEGIN = 1;
  private static final int END = 3;
  private static final int PARAMS = 4;
  private static final int STDIN = 5;
  private static final int STDOUT = 6;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  FastCgi(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = socket.getOutputStream();
  }

  /** The answer's body, without the head that stands before it. */
  byte[] get(Map<String, String> parameters) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream(2_048);
    record(request, BEGIN, new byte[] {0, 1, 1, 0, 0, 0, 0, 0}); // a responder, kept open
    ByteArrayOutputStream pairs = new ByteArrayOutputStream(1_024);
    for (Map.Entry<String, String> pair : parameters.entrySet()) {
      byte[] name = pair.getKey().getBytes(StandardCharsets.UTF_8);
      byte[] value = pair.getValue().getBytes(StandardCharsets.UTF_8);
      length(pairs, name.length);
      length(pairs, value.length);
      pairs.writeBytes(name);
      pairs.writeBytes(value);
    }
    record(request, PARAMS, pairs.toByteArray());
    record(request, PARAMS, new byte[0]);
    record(request, STDIN, new byte[0]);
    out.write(request.toByteArray());
    return body(answer());
  }

  private byte[] answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream(1 << 16);
    while (true) {
      in.readByte();
      int type = in.readUnsignedByte();
      in.readShort();
      int length = in.readUnsignedShort();
      int padding = in.readUnsignedByte();
      in.readByte();
      byte[] content = in.readNBytes(length);
      in.skipNBytes(padding);
      if (type == STDOUT) {
        answer.writeBytes(content);
      } else if (type == END) {
        return answer.toByteArray();
      }
    }
  }

  private static byte[] body(byte[] answer) throws IOException {
    for (int i = 0; i + 3 < answer.length; i++) {
      if (answer[i] == '\r' && answer[i + 1] == '\n' && answer[i + 2] == '\r') {
        return Arrays.copyOfRange(answer, i + 4, answer.length);
      }
    }
    throw new IOException(
        "no head in the answer: "
            + new String(answer, 0, Math.min(200, answer.length), StandardCharsets.UTF_8));
  }

  private static void record(ByteArrayOutputStream out, int type, byte[] content) {
    out.write(1);
    out.write(type);
    out.write(0);
    out.write(1);
    out.write(content.length >> 8);
    out.write(content.length);
    out.write(0);
    out.write(0);
    out.writeBytes(content);
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length > 127) {
      out.write(length >> 24 | 0x80);
      out.write(length >> 16);
      out.write(length >> 8);
    }
    out.write(length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
