package city.chengtu.command.server;

import city.chengtu.command.dispatch.Requests;
import city.chengtu.command.dispatch.Spot;
import city.chengtu.command.dispatch.UnitDesk;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.samples.SampleUnit;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Puts the sample city's units into service, once: the same command ids every time. */
final class SampleUnits {
  private SampleUnits() {}

  static void ensure(Commands commands, UnitDesk desk, SampleChoice choice) {
    for (SampleUnit unit : SampleUnit.list(choice.seed(), choice.scale())) {
      String content = "sample unit " + unit.id();
      CommandRequest request =
          new CommandRequest(
              UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)),
              "unit.create",
              Actor.system("sample"),
              content);
      Receipt receipt = commands.run(request, c -> desk.create(c, wanted(unit)));
      if (receipt.refused()) {
        throw new IllegalStateException("sample unit " + unit.id() + ": " + receipt.answer());
      }
    }
  }

  private static Requests.NewUnit wanted(SampleUnit unit) {
    return new Requests.NewUnit(
        unit.id(),
        unit.callSign(),
        unit.kind(),
        unit.capabilities(),
        unit.organisation(),
        new Spot(unit.lon(), unit.lat()),
        "ready");
  }
}
