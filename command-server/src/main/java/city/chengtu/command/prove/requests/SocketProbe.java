package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Opens a WebSocket, sends bad frames, and hears how they are refused. */
final class SocketProbe {
  private static final int CLOSE = 8;
  private static final int TEXT = 1;
  private static final int MOST_FRAMES = 1_000;

  private SocketProbe() {}

  /**
   * @return what is wrong with how the server took it
   * @throws SocketTimeoutException when it says nothing
   */
  static List<String> faults(BadRequest request, Wire wire) throws IOException {
    wire.send(request.bytes());
    Reply opened = wire.read();
    if (opened.status() != 101) {
      return request.frames() == null
          ? Judge.faults(request, opened)
          : List.of("the WebSocket does not open: " + opened.status() + " " + opened.text());
    }
    if (request.frames() == null) {
      return List.of("a bad handshake opens a WebSocket");
    }
    try {
      wire.send(request.frames());
      return listen(request, wire.in());
    } catch (EOFException | SocketException e) {
      return ended(request);
    }
  }

  private static List<String> ended(BadRequest request) {
    return request.expected().test(0)
        ? List.of()
        : List.of("the connection ends instead of a refusal");
  }

  private static List<String> listen(BadRequest request, InputStream in) throws IOException {
    for (int i = 0; i < MOST_FRAMES; i++) {
      int opcode = octet(in) & 0x0f;
      byte[] data = payload(in);
      if (opcode == CLOSE) {
        return ended(request);
      }
      if (opcode == TEXT) {
        String text = new String(data, StandardCharsets.UTF_8);
        JsonNode message = StateJson.tree(text);
        if (message.isObject()) {
          return answered(request, message);
        }
        JsonNode first = message.path(0);
        if (first.path("type").asText().equals("city.chengtu.live.refused")) {
          return reason(request, first.at("/data/reason").asText());
        }
      }
    }
    return List.of("not refused within " + MOST_FRAMES + " frames");
  }

  private static List<String> answered(BadRequest request, JsonNode answer) {
    int status = answer.path("status").asInt(200);
    if (!request.expected().test(status)) {
      return List.of("answered " + answer);
    }
    for (JsonNode error : answer.path("errors")) {
      if (request.fields().isEmpty()
          || Judge.isOne(error.path("field").asText(), request.fields())) {
        return List.of();
      }
    }
    return request.fields().isEmpty()
        ? List.of()
        : List.of("names " + answer.path("errors") + ", not one of " + request.fields());
  }

  private static List<String> reason(BadRequest request, String reason) {
    boolean named = Judge.isOne(reason.split(":", 2)[0], request.fields());
    return request.fields().isEmpty() || named
        ? List.of()
        : List.of("says '" + reason + "', which names none of " + request.fields());
  }

  private static int octet(InputStream in) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("closed");
    }
    return b;
  }

  private static byte[] payload(InputStream in) throws IOException {
    long length = octet(in) & 0x7f;
    int more = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (more > 0) {
      length = 0;
      for (int i = 0; i < more; i++) {
        length = length << 8 | octet(in);
      }
    }
    byte[] data = in.readNBytes(Math.toIntExact(length));
    if (data.length < length) {
      throw new EOFException("closed");
    }
    return data;
  }
}
