package city.chengtu.command.prove;

import java.time.Duration;

/**
 * A node stands still for 30 s, in the middle of whatever it does, and does not know it when it
 * goes on. The cluster drops it after 5 s; nobody may wait for what it held.
 */
final class FreezeNode implements Fault {
  private static final Duration FROZEN = Duration.ofSeconds(30);
  private Node node;

  @Override
  public String name() {
    return "freeze-node";
  }

  @Override
  public String zh() {
    return "冻结节点 30 秒后恢复";
  }

  @Override
  public String en() {
    return "SIGSTOP of a node for 30 s, then SIGCONT";
  }

  @Override
  public boolean happensOn(Store store) {
    return store == Store.POSTGIS;
  }

  @Override
  public void strike(Scene scene) {
    node = scene.anyNode();
    scene.tell("SIGSTOP %s for %d s".formatted(node.name(), FROZEN.toSeconds()));
    node.freeze();
    Waiting.pause(FROZEN);
  }

  @Override
  public void heal(Scene scene) {
    node.thaw();
  }
}
