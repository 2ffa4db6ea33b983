package city.chengtu.command.prove;

import java.time.Duration;

/** A node's clock is an hour ahead, then an hour behind, then right again. */
final class ClockJump implements Fault {
  private Node node;

  @Override
  public String name() {
    return "clock-jump";
  }

  @Override
  public String zh() {
    return "节点时钟跳变 ±1 小时";
  }

  @Override
  public String en() {
    return "a node's clock jumps an hour ahead, then an hour behind";
  }

  @Override
  public void strike(Scene scene) {
    node = scene.anyNode();
    int first = scene.random().nextBoolean() ? 1 : -1;
    scene.tell("the clock of %s jumps".formatted(node.name()));
    node.jumpClock(Duration.ofHours(first));
    scene.hold(Duration.ofSeconds(3));
    node.jumpClock(Duration.ofHours(-first));
    scene.hold(Duration.ofSeconds(3));
  }

  @Override
  public void heal(Scene scene) {
    node.jumpClock(Duration.ZERO);
  }
}
