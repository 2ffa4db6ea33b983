package city.chengtu.command.server;

import city.chengtu.command.access.Access;
import java.util.List;
import java.util.Optional;

/**
 * The city this server runs for: its first accounts, and the sample when it is wanted.
 *
 * @param administratorPassword of the first administrator, on the very first start only; shown once
 *     and kept nowhere
 */
record City(
    boolean sample,
    List<About.DemoAccount> demoAccounts,
    Optional<String> administratorPassword,
    List<Double> centre) {

  static City prepare(Core core, Access access, SampleChoice choice) {
    Optional<String> password = access.firstRun().ensureAdministrator();
    return new City(choice.wanted(), List.of(), password, List.of(112.98, 28.2, 14.0));
  }

  About about(Settings settings, long position) {
    return new About(
        "城图 Chengtu",
        Version.text(),
        settings.get(Settings.NODE),
        sample,
        demoAccounts,
        new About.Limits(
            settings.get(Settings.POSITION_STALE).toSeconds(),
            settings.get(Settings.RECALL_WINDOW).toSeconds(),
            1),
        position,
        centre);
  }
}
