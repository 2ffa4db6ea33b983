package city.chengtu.command.prove;

import java.time.Duration;

/** One node no longer hears the database, and nobody tells it: the cable is out. */
final class CutDatabase implements Fault {
  @Override
  public String name() {
    return "cut-database";
  }

  @Override
  public String zh() {
    return "某节点与数据库之间链路中断";
  }

  @Override
  public String en() {
    return "link between one node and the database cut (silently), then healed";
  }

  @Override
  public boolean happensOn(Store store) {
    return store == Store.POSTGIS;
  }

  @Override
  public void strike(Scene scene) {
    int node = scene.random().nextInt(scene.nodes().size());
    scene.tell("%s no longer hears the database".formatted(scene.nodes().get(node).name()));
    scene.postgres().cut(node);
    scene.hold(Duration.ofSeconds(15));
  }
}
