package city.chengtu.command.server;

import java.util.List;

/**
 * What a client learns before anyone has signed in.
 *
 * @param sample true when the made-up sample city is loaded: only then are there demo accounts
 * @param centre where the map opens: lon, lat, zoom
 */
record About(
    String name,
    String version,
    String node,
    boolean sample,
    List<DemoAccount> demoAccounts,
    Limits limits,
    long journalPosition,
    List<Double> centre) {

  /**
   * @param role code of the role; the client has its name in both languages
   */
  record DemoAccount(String account, String password, String role, String name) {}

  record Limits(long positionStaleSeconds, long recallSeconds, long beatSeconds) {}
}
