package city.chengtu.command.server;

import city.chengtu.samples.drive.SimulatorSettings;
import city.chengtu.samples.drive.UnitSimulator;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Drives the units of a server, from outside. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "模拟力量行驶 Drives a server's units along its roads through the public interface, until Ctrl-C.")
final class SimulateVerb implements Runnable {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "the server (default: ${DEFAULT-VALUE})")
  private URI server;

  @Option(
      names = "--token",
      paramLabel = "T",
      required = true,
      defaultValue = "${env:CHENGTU_TOKEN}",
      description =
          "bearer token with the scopes unit.read incident.read layer.read position.report assignment.read assignment.status see:roads see:unit* see:incident* see:assignment"
              + " (default: the variable CHENGTU_TOKEN)")
  private String token;

  @Option(
      names = "--faster",
      paramLabel = "X",
      defaultValue = "1",
      description = "units move X times faster than real ones (default: ${DEFAULT-VALUE})")
  private double faster;

  @Override
  public void run() {
    UnitSimulator.run(server, token, SimulatorSettings.standard().withClock(faster));
  }
}
