package city.chengtu.command.prove;

import java.time.Duration;

/** The primary dies without a goodbye and comes back. */
final class KillDatabase implements Fault {
  @Override
  public String name() {
    return "kill-database";
  }

  @Override
  public String zh() {
    return "强杀数据库后重启";
  }

  @Override
  public String en() {
    return "kill -9 of the database, then its restart";
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
    scene.tell("kill -9 of the database");
    scene.postgres().crash();
    scene.hold(Duration.ofSeconds(4));
  }

  @Override
  public void heal(Scene scene) {
    scene.postgres().restart();
  }
}
