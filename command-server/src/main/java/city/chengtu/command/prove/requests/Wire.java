package city.chengtu.command.prove.requests;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection on which any bytes can be sent, as no proper HTTP client would. Kept alive as long
 * as the server keeps it.
 */
final class Wire implements AutoCloseable {
  private static final int LARGEST = 64 << 20;
  private final URI server;
  private final int patienceMillis;
  private Socket socket;
  private InputStream in;

  /**
   * @param patienceMillis how long an answer may take
   */
  Wire(URI server, int patienceMillis) {
    this.server = server;
    this.patienceMillis = patienceMillis;
  }

  /**
   * Sends a request and reads the answer.
   *
   * @throws SocketTimeoutException when none comes in time
   */
  Reply exchange(byte[] request, boolean fresh) throws IOException {
    if (fresh) {
      close();
    }
    boolean reused = socket != null;
    Reply reply = attempt(request);
    if (reply.status() == 0 && reused) {
      close(); // the server had just closed the kept connection: no answer to this request
      reply = attempt(request);
    }
    if (!reply.stays() || fresh) {
      close();
    }
    return reply;
  }

  private Reply attempt(byte[] request) throws IOException {
    open();
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      // refused while it was still being sent: the answer is there all the same, or a close
    }
    try {
      Reply reply = read();
      while (reply.status() == 100) {
        reply = read();
      }
      return reply;
    } catch (EOFException | SocketException e) {
      return Reply.CLOSED;
    }
  }

  void open() throws IOException {
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), patienceMillis);
      socket.setSoTimeout(patienceMillis);
      in = new BufferedInputStream(socket.getInputStream());
    }
  }

  void send(byte[] bytes) throws IOException {
    open();
    socket.getOutputStream().write(bytes);
  }

  /** Nothing more will be sent. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  InputStream in() {
    return in;
  }

  /** Reads one answer. */
  Reply read() throws IOException {
    String first = line();
    String[] words = first.split(" ", 3);
    if (!first.startsWith("HTTP/") || words.length < 2) {
      throw new IOException("no HTTP answer: " + first);
    }
    int status = Integer.parseInt(words[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Reply(status, headers, body(status, headers));
  }

  private byte[] body(int status, Map<String, String> headers) throws IOException {
    if (status < 200 || status == 204 || status == 304) {
      return new byte[0];
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks();
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = size(line()); size > 0; size = size(line())) {
      all.writeBytes(exactly(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private static int size(String line) {
    return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    if (length > LARGEST) {
      throw new IOException("an answer of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends early");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is gone either way
      }
      socket = null;
    }
  }
}
