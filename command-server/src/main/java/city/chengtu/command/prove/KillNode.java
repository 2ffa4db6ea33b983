package city.chengtu.command.prove;

import java.time.Duration;

/** {@code kill -9} in the middle of its work. */
final class KillNode implements Fault {
  @Override
  public String name() {
    return "kill-node";
  }

  @Override
  public String zh() {
    return "强杀节点后重启";
  }

  @Override
  public String en() {
    return "kill -9 of a node, then its restart";
  }

  @Override
  public boolean isShort() {
    return true;
  }

  @Override
  public void strike(Scene scene) {
    Node node = scene.anyNode();
    scene.tell("kill -9 %s".formatted(node.name()));
    node.kill();
    scene.hold(Duration.ofSeconds(2));
  }
}
