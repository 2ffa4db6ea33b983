package city.chengtu.command.ogc;

import city.chengtu.command.api.Api;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.Set;

/** Puts the service's addresses on the router: GET and HEAD, and 405 for what else comes. */
final class Mount {
  private final Router router;
  private final Api api;
  private final PublicAddress address;
  private final String allowed;

  Mount(Router router, Api api, PublicAddress address) {
    this(router, api, address, "GET, HEAD");
  }

  private Mount(Router router, Api api, PublicAddress address, String allowed) {
    this.allowed = allowed;
    this.router = router;
    this.api = api;
    this.address = address;
  }

  /** For addresses that take these methods too; what they do is put before. */
  Mount allowing(String methods) {
    return new Mount(router, api, address, methods);
  }

  /** A method beside GET, to be put before it. */
  void on(HttpMethod method, String path, String operation, Page page) {
    router
        .route(method, path)
        .handler(
            api.answering(operation, call -> page.answer(OgcRequest.of(call, address, Set.of()))));
  }

  /** Answers a request that has been read. Blocking. */
  interface Page {
    Object answer(OgcRequest request) throws IOException;
  }

  /**
   * @param forms values of the parameter f beside json and html
   */
  void get(String path, String operation, Page page, String... forms) {
    Set<String> more = Set.of(forms);
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(api.answering(operation, call -> page.answer(OgcRequest.of(call, address, more))));
    router
        .route(path)
        .handler(
            context -> {
              context.response().putHeader("Allow", allowed);
              context.fail(405);
            });
  }
}
