package city.chengtu.command.api;

import io.vertx.ext.web.openapi.router.RouterBuilder;

/**
 * The HTTP side of one domain package: binds the operations of the contract to the package's
 * service, nothing else.
 */
@FunctionalInterface
public interface Routes {
  void mount(RouterBuilder builder);
}
