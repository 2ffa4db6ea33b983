package city.chengtu.command.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Asks other servers, within bounds: only what {@link OutboundGuard} allows, at the address it
 * resolved, no redirects, at most {@value #LARGEST} bytes in {@value #SECONDS} seconds.
 *
 * <p>Blocking; never to be called on an event loop.
 */
public final class OutboundClient implements AutoCloseable {
  static final int LARGEST = 512 * 1024;
  static final int SECONDS = 8;
  private static final int CONNECT_MILLIS = 3_000;
  private static final int CONNECTIONS = 8;
  private static final int WAITING = 16;

  /** What came back, whatever its status below 300 or from 400 on. */
  public record Reply(int status, String body) {}

  private final OutboundGuard guard;
  private final HttpClient client;

  public OutboundClient(Vertx vertx, OutboundSettings settings) {
    this(vertx, settings, new OutboundGuard(settings));
  }

  OutboundClient(Vertx vertx, OutboundSettings settings, OutboundGuard guard) {
    this.guard = guard;
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setIdleTimeout(SECONDS)
            .setKeepAliveTimeout(2)
            .setMaxRedirects(0)
            .setVerifyHost(true);
    if (!settings.trustedCertificates().isEmpty()) {
      options.setTrustOptions(trust(Path.of(settings.trustedCertificates())));
    }
    this.client =
        vertx.createHttpClient(
            options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /** The platform's authorities and the city's own. */
  static PemTrustOptions trust(Path file) {
    PemTrustOptions trust = new PemTrustOptions();
    try {
      TrustManagerFactory platform =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      platform.init((KeyStore) null);
      for (X509Certificate certificate :
          Arrays.stream(platform.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .flatMap(m -> Stream.of(m.getAcceptedIssuers()))
              .toList()) {
        trust.addCertValue(
            Buffer.buffer(
                "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n"));
      }
      return trust.addCertValue(Buffer.buffer(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("outbound.trusted-certificates: cannot read " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform's certificate authorities", e);
    }
  }

  /**
   * @throws OutboundRefused when the URL must not be asked, or the answer is a redirect or too
   *     large
   * @throws IOException when no answer came in time
   */
  public Reply get(URI uri) throws IOException {
    return exchange(HttpMethod.GET, uri, Map.of("Accept", "application/json"), Buffer.buffer());
  }

  /**
   * Sends a form.
   *
   * @param authorization the header's value; empty for none
   */
  public Reply post(URI uri, Map<String, String> form, String authorization) throws IOException {
    String body =
        form.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    Map<String, String> headers =
        authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization);
    return exchange(
        HttpMethod.POST,
        uri,
        Stream.of(
                headers,
                Map.of(
                    "Accept",
                    "application/json",
                    "Content-Type",
                    "application/x-www-form-urlencoded"))
            .flatMap(m -> m.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        Buffer.buffer(body));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Reply exchange(HttpMethod method, URI uri, Map<String, String> headers, Buffer body)
      throws IOException {
    OutboundGuard.Target target = guard.check(uri);
    AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
    Future<Reply> reply =
        client
            .request(options(method, target, headers))
            .onSuccess(sent::set)
            .compose(request -> request.send(body).compose(r -> read(request, r, uri)));
    try {
      return reply.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + uri, e);
    } catch (TimeoutException e) {
      Optional.ofNullable(sent.get()).ifPresent(HttpClientRequest::reset);
      throw new IOException("no answer in " + SECONDS + " s from " + uri, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutboundRefused refused) {
        throw refused;
      }
      throw new IOException(
          "no answer from " + uri + ": " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** Connects to the address that was checked; certificate and Host header go by the name. */
  static RequestOptions options(
      HttpMethod method, OutboundGuard.Target target, Map<String, String> headers) {
    URI uri = target.uri();
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setServer(SocketAddress.inetSocketAddress(port, target.address().getHostAddress()))
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(tls)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false)
            .setIdleTimeout(SECONDS * 1_000L);
    headers.forEach(options::putHeader);
    return options;
  }

  private static Future<Reply> read(
      HttpClientRequest request, HttpClientResponse response, URI uri) {
    Promise<Reply> read = Promise.promise();
    response.exceptionHandler(read::tryFail);
    if (response.statusCode() >= 300 && response.statusCode() < 400) {
      read.fail(new OutboundRefused("redirects are not followed: " + uri));
      request.reset();
      return read.future();
    }
    Buffer body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() <= LARGEST) {
            body.appendBuffer(part);
          } else if (read.tryFail(
              new OutboundRefused("the answer is larger than " + LARGEST + ": " + uri))) {
            request.reset();
          }
        });
    response.endHandler(
        end ->
            read.tryComplete(
                new Reply(response.statusCode(), body.toString(StandardCharsets.UTF_8))));
    return read.future();
  }

  @Override
  public void close() {
    client.close();
  }
}
