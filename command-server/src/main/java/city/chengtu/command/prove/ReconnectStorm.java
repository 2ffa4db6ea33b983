package city.chengtu.command.prove;

import java.time.Duration;

/** All clients drop and come back at once, three times. */
final class ReconnectStorm implements Fault {
  @Override
  public String name() {
    return "reconnect-storm";
  }

  @Override
  public String zh() {
    return "全部客户端同时重连";
  }

  @Override
  public String en() {
    return "all clients drop and reconnect at once, three times";
  }

  @Override
  public void strike(Scene scene) {
    for (int i = 0; i < 3; i++) {
      scene.tell("all clients reconnect at once");
      scene.crew().watch("storm");
      scene.hold(Duration.ofSeconds(1));
    }
  }
}
