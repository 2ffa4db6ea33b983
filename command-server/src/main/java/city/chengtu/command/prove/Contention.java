package city.chengtu.command.prove;

/** Two operators want the same unit at the same moment, many times: one gets it. */
final class Contention implements Fault {
  @Override
  public String name() {
    return "contention";
  }

  @Override
  public String zh() {
    return "两名调度员同时派同一力量";
  }

  @Override
  public String en() {
    return "two operators dispatch the same unit at once, many times";
  }

  @Override
  public boolean isShort() {
    return true;
  }

  @Override
  public void strike(Scene scene) {
    scene.tell("two operators, one unit: %s".formatted(scene.crew().write("contend")));
  }
}
