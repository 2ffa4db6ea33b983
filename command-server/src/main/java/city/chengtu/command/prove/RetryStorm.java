package city.chengtu.command.prove;

/** One command id, sent by all callers at once to all nodes: it happens once. */
final class RetryStorm implements Fault {
  @Override
  public String name() {
    return "retry-storm";
  }

  @Override
  public String zh() {
    return "同一指令号被所有人重发";
  }

  @Override
  public String en() {
    return "one command id sent by all callers at once, to all nodes";
  }

  @Override
  public boolean isShort() {
    return true;
  }

  @Override
  public void strike(Scene scene) {
    for (int i = 0; i < 5; i++) {
      scene.tell("one command id, all callers: %s".formatted(scene.crew().write("retry-storm")));
    }
  }
}
