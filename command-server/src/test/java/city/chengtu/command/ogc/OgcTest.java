package city.chengtu.command.ogc;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * Tests of one conformance class. All of them share one scene for each store: a test that writes
 * does so in the layer t_empty, and leaves it empty.
 */
@EachStore
public abstract class OgcTest {
  private static final ConcurrentMap<Key, Shared> SCENES = new ConcurrentHashMap<>();

  /** Closes the scenes when all test classes are through. */
  @RegisterExtension
  static final BeforeAllCallback CLOSING =
      context ->
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.GLOBAL)
              .computeIfAbsent(OgcTest.class, c -> new Closing());

  private record Key(boolean postgis, TestStore own) {}

  private record Shared(TestStore store, OgcScene scene) {
    static Shared on(TestStore store) {
      TestStore lasting = store.lasting();
      return new Shared(lasting, new OgcScene(lasting));
    }

    void close() {
      scene.close();
      store.close();
    }
  }

  private static final class Closing implements AutoCloseable {
    @Override
    public void close() {
      SCENES.values().forEach(Shared::close);
      SCENES.clear();
    }
  }

  /** A scene of a class of its own goes with it: each holds connections. */
  @AfterParameterizedClassInvocation
  static void stop(TestStore store) {
    SCENES
        .keySet()
        .removeIf(
            key -> {
              boolean own = key.own() == store;
              if (own) {
                SCENES.get(key).close();
              }
              return own;
            });
  }

  protected final OgcScene scene;

  protected OgcTest(TestStore store) {
    this(store, false);
  }

  /**
   * @param alone true for a class that changes what others rely on: it has a scene of its own
   */
  protected OgcTest(TestStore store, boolean alone) {
    Key key = new Key(store.isPostgis(), alone ? store : null);
    this.scene = SCENES.computeIfAbsent(key, k -> Shared.on(store)).scene();
  }
}
