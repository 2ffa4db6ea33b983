package city.chengtu.command.prove;

import java.time.Duration;

/** A client that stops reading is dropped after 30 s and disturbs nobody before. */
final class StalledClient implements Fault {
  private int client;

  @Override
  public String name() {
    return "stalled-client";
  }

  @Override
  public String zh() {
    return "客户端停止读取";
  }

  @Override
  public String en() {
    return "a client stops reading, and reads again after 35 s";
  }

  @Override
  public void strike(Scene scene) {
    client = scene.random().nextInt(Crew.CLIENTS);
    scene.tell("client %d stops reading".formatted(client));
    scene.crew().watch("stall " + client);
    Waiting.pause(Duration.ofSeconds(35));
  }

  @Override
  public void heal(Scene scene) {
    scene.crew().watch("unstall " + client);
  }
}
