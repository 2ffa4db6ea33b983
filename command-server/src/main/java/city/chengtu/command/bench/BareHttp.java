package city.chengtu.command.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection that asks and reads, and nothing else: a client must cost less than the
 * server it measures. HTTP/1.1, GET, answers by length or in chunks. One thread at a time.
 */
final class BareHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 120_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String tail;
  private int status;
  private byte[] body;

  /**
   * @param headers whole lines, each with its line end
   */
  BareHttp(URI server, String headers) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
    tail = " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + headers + "\r\n";
  }

  /** The status of the answer; its body is read whole. */
  int get(String path) throws IOException {
    out.write(("GET " + path + tail).getBytes(StandardCharsets.ISO_8859_1));
    String line = line();
    status = Integer.parseInt(line.substring(9, 12));
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = true;
      }
    }
    body = chunked ? chunks() : exactly(length);
    return status;
  }

  int status() {
    return status;
  }

  /** Of the last answer. */
  byte[] body() {
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(1 << 16);
    for (int size = size(); size > 0; size = size()) {
      all.writeBytes(exactly(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  /** Is given an answer's parts as they come. */
  interface Parts {
    void take(byte[] part) throws IOException;
  }

  /** Reads an answer in chunks as it comes, and keeps none of it. */
  void read(String path, Parts parts) throws IOException {
    out.write(("GET " + path + tail).getBytes(StandardCharsets.ISO_8859_1));
    status = Integer.parseInt(line().substring(9, 12));
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        throw new IOException(status + ": no stream");
      }
    }
    for (int size = size(); size > 0; size = size()) {
      parts.take(exactly(size));
      line();
    }
    line();
  }

  /** Reads an answer of any length without keeping it: how many bytes it had. */
  long drain(String path) throws IOException {
    out.write(("GET " + path + tail).getBytes(StandardCharsets.ISO_8859_1));
    status = Integer.parseInt(line().substring(9, 12));
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return length;
    }
    long all = 0;
    for (int size = size(); size > 0; size = size()) {
      in.skipNBytes(size);
      all += size;
      line();
    }
    line();
    return all;
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer broke off");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
