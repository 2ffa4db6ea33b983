package city.chengtu.command.prove.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request on its way to become bad: begun as a right one, spoilt in one place, then written. */
final class Draft {
  /** Stands in a body for bytes that no JSON writer would write. */
  static final String RAW = "@@raw@@";

  String method;
  String base;
  String path;
  final Map<String, String> pathValues = new LinkedHashMap<>();
  final List<String[]> query = new ArrayList<>();
  final List<String[]> headers = new ArrayList<>();
  JsonNode body;
  byte[] raw;
  byte[] bodyBytes;
  boolean sendsLength = true;

  /** A value that goes into the path as it is, not encoded. */
  String rawPathName;

  void header(String name, String value) {
    headers.removeIf(h -> h[0].equalsIgnoreCase(name));
    if (value != null) {
      headers.add(new String[] {name, value});
    }
  }

  void alsoHeader(String name, String value) {
    headers.add(new String[] {name, value});
  }

  void query(String name, String value) {
    query.removeIf(q -> q[0].equals(name));
    if (value != null) {
      query.add(new String[] {name, encoded(value)});
    }
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  byte[] write() {
    byte[] content = content();
    StringBuilder head = new StringBuilder(400);
    head.append(method).append(' ').append(target()).append(" HTTP/1.1\r\n");
    for (String[] header : headers) {
      head.append(header[0]).append(": ").append(header[1]).append("\r\n");
    }
    if (sendsLength && (content.length > 0 || !method.equals("GET"))) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + content.length);
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(content);
    return out.toByteArray();
  }

  private String target() {
    String to = base + path;
    for (Map.Entry<String, String> value : pathValues.entrySet()) {
      String text =
          value.getKey().equals(rawPathName) ? value.getValue() : encoded(value.getValue());
      to = to.replace("{" + value.getKey() + "}", text);
    }
    StringBuilder target = new StringBuilder(to);
    char mark = '?';
    for (String[] each : query) {
      target.append(mark).append(each[0]).append('=').append(each[1]);
      mark = '&';
    }
    return target.toString();
  }

  byte[] content() {
    if (bodyBytes != null) {
      return bodyBytes;
    }
    if (body == null) {
      return new byte[0];
    }
    byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
    return raw == null ? json : replaced(json);
  }

  private byte[] replaced(byte[] json) {
    String quoted = "\"" + RAW + "\"";
    String text = new String(json, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(quoted);
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + raw.length);
    out.write(json, 0, at);
    out.writeBytes(raw);
    out.write(json, at + quoted.length(), json.length - at - quoted.length());
    return out.toByteArray();
  }
}
