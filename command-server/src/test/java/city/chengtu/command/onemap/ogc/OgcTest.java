package city.chengtu.command.onemap.ogc;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/** Tests of one conformance class: one scene for all tests of a class on a store. */
@EachStore
public abstract class OgcTest {
  private static final ConcurrentMap<TestStore, OgcScene> SCENES = new ConcurrentHashMap<>();

  protected final OgcScene scene;

  protected OgcTest(TestStore store) {
    this.scene = SCENES.computeIfAbsent(store, OgcScene::new);
  }

  @AfterParameterizedClassInvocation
  static void stop(TestStore store) {
    OgcScene scene = SCENES.remove(store);
    if (scene != null) {
      scene.close();
    }
  }
}
