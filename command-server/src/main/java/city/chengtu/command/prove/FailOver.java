package city.chengtu.command.prove;

/** The primary is killed for good and the standby takes over; the servers are not restarted. */
final class FailOver implements Fault {
  @Override
  public String name() {
    return "fail-over";
  }

  @Override
  public String zh() {
    return "主库被杀，备库接管";
  }

  @Override
  public String en() {
    return "primary killed for good, standby promoted";
  }

  @Override
  public boolean happensOn(Store store) {
    return store == Store.POSTGIS;
  }

  @Override
  public void strike(Scene scene) {
    scene.tell("the primary is killed for good, the standby takes over");
    scene.postgres().failOver();
    if (!scene.crew().goOn()) {
      throw new IllegalStateException("the writers do not go on with the promoted standby");
    }
  }

  /** The dead primary is never started again: two primaries are worse than none. */
  @Override
  public void heal(Scene scene) {
    scene.postgres().makeStandby();
  }
}
