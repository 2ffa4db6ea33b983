package city.chengtu.command.prove;

import java.time.Duration;

/** Every packet to and from the database of one node takes longer. */
final class SlowDatabase implements Fault {
  @Override
  public String name() {
    return "slow-database";
  }

  @Override
  public String zh() {
    return "数据库变慢";
  }

  @Override
  public String en() {
    return "every packet between a node and the database delayed";
  }

  @Override
  public boolean happensOn(Store store) {
    return store == Store.POSTGIS;
  }

  @Override
  public void strike(Scene scene) {
    int node = scene.random().nextInt(scene.nodes().size());
    long millis = 40L + scene.random().nextInt(80);
    scene.tell(
        "the database of %s is %d ms farther away"
            .formatted(scene.nodes().get(node).name(), millis));
    scene.postgres().slow(node, millis);
    scene.hold(Duration.ofSeconds(8));
  }
}
