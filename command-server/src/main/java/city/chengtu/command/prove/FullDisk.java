package city.chengtu.command.prove;

import java.time.Duration;

/** No space left where the journal is written. */
final class FullDisk implements Fault {
  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public String zh() {
    return "日志磁盘写满后腾空";
  }

  @Override
  public String en() {
    return "no space left where the journal is written, then space again";
  }

  @Override
  public String obstacle(Scene scene) {
    return disk(scene) == null
        ? "mounting a small disk is not permitted here (neither as this account nor in a namespace)"
        : null;
  }

  private static Volume disk(Scene scene) {
    return scene.postgres() == null ? scene.disk() : scene.postgres().disk();
  }

  @Override
  public void strike(Scene scene) {
    scene.tell("the disk is full");
    disk(scene).fill();
    scene.hold(Duration.ofSeconds(6));
  }

  /** As an operator would: make space, and start the database if it gave up. */
  @Override
  public void heal(Scene scene) {
    disk(scene).empty();
    if (scene.postgres() != null) {
      scene.postgres().restart();
    }
  }
}
