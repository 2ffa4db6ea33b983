package city.chengtu.command.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs a CGI program (RFC 3875) for each GET: how map servers are reached without a web server. */
final class CgiServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Path program;
  private final Path folder;
  private final Map<String, String> environment;
  final List<String> asked = new CopyOnWriteArrayList<>();

  CgiServer(Path program, Path folder, Map<String, String> environment) throws IOException {
    this.program = program;
    this.folder = folder;
    this.environment = environment;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/ows";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(query);
    ProcessBuilder run = new ProcessBuilder(program.toString()).directory(folder.toFile());
    run.environment().putAll(environment);
    run.environment()
        .putAll(
            Map.of(
                "REQUEST_METHOD", "GET",
                "GATEWAY_INTERFACE", "CGI/1.1",
                "SERVER_NAME", "127.0.0.1",
                "SERVER_PORT", Integer.toString(server.getAddress().getPort()),
                "SCRIPT_NAME", "/ows",
                "REQUEST_URI", exchange.getRequestURI().toString(),
                "QUERY_STRING", query == null ? "" : query));
    run.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = run.start();
    process.getOutputStream().close();
    byte[] all = process.getInputStream().readAllBytes();
    answer(exchange, all);
    exchange.close();
  }

  private static void answer(HttpExchange exchange, byte[] all) throws IOException {
    int at = 0;
    int status = 200;
    while (at < all.length) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (at < all.length && all[at] != '\n') {
        line.write(all[at++]);
      }
      at++;
      String header = line.toString(StandardCharsets.ISO_8859_1).strip();
      if (header.isEmpty()) {
        break;
      }
      String[] parts = header.split(":", 2);
      if (parts[0].equalsIgnoreCase("Status")) {
        status = Integer.parseInt(parts[1].strip().substring(0, 3));
      } else if (!parts[0].equalsIgnoreCase("Content-Length")) {
        exchange.getResponseHeaders().add(parts[0], parts[1].strip());
      }
    }
    exchange.sendResponseHeaders(status, Math.max(1, all.length - at));
    exchange.getResponseBody().write(all, at, all.length - at);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
