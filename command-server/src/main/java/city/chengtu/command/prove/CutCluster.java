package city.chengtu.command.prove;

import java.time.Duration;

/** The nodes no longer hear each other; each works on from the database. */
final class CutCluster implements Fault {
  @Override
  public String name() {
    return "cut-cluster";
  }

  @Override
  public String zh() {
    return "集群链路中断后恢复";
  }

  @Override
  public String en() {
    return "Hazelcast link between the nodes cut (silently), then healed";
  }

  @Override
  public boolean happensOn(Store store) {
    return store == Store.POSTGIS;
  }

  @Override
  public boolean isShort() {
    return true;
  }

  @Override
  public void strike(Scene scene) {
    scene.tell("the nodes no longer hear each other");
    scene.clusterLinks().forEach(Link::cut);
    scene.hold(Duration.ofSeconds(8)); // longer than the 5 s after which a member is given up
  }
}
