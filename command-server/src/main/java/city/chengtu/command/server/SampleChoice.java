package city.chengtu.command.server;

/**
 * Whether the server runs on the made-up sample city.
 *
 * @param wanted false for a real city: no sample data, no demo accounts
 * @param seed same seed, same city
 * @param scale 1 is about 100,000 features
 */
public record SampleChoice(boolean wanted, long seed, double scale) {
  public static final SampleChoice NONE = new SampleChoice(false, 0, 0);
}
