package city.chengtu.command.server;

import city.chengtu.command.replay.TokenRequest;
import city.chengtu.samples.SampleAccount;
import city.chengtu.samples.drive.SimulatorSettings;
import city.chengtu.samples.drive.UnitSimulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Starts the unit simulator against a server on the sample city: through its public door like any
 * tracker. The demo administrator makes it a token that may do only what a tracker does, for a day.
 */
final class SimulatedUnits {
  /** What a token for the simulator must allow. */
  static final List<String> SCOPES =
      List.of(
          "unit.read",
          "incident.read",
          "layer.read",
          "position.report",
          "assignment.read",
          "assignment.status",
          "see:roads",
          "see:unit*",
          "see:incident*",
          "see:assignment");

  private static final String OWNER = "dispatcher";

  private SimulatedUnits() {}

  static UnitSimulator start(URI server) throws IOException, InterruptedException {
    SampleAccount administrator =
        SampleAccount.list().stream()
            .filter(a -> a.role().equals("administrator"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the sample has no administrator"));
    String token =
        new TokenRequest(server)
            .make(
                administrator.account(),
                administrator.password(),
                OWNER,
                "unit-simulator",
                SCOPES,
                Duration.ofDays(1));
    return UnitSimulator.start(server, token, SimulatorSettings.standard());
  }
}
