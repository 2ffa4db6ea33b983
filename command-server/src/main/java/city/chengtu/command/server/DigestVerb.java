package city.chengtu.command.server;

import city.chengtu.command.backup.StoreDigest;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says in figures what a store holds. */
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description = {
      "库摘要 Prints rows and digest of every table, and one digest of all: equal for equal content, on either store.",
      "两库内容相同则摘要相同。An embedded store must not be in use: stop the server first, or use 'backup verify'."
    })
final class DigestVerb implements Callable<Integer> {
  @Mixin private StoreOptions store;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (SpatialDatabase database = StoreOptions.openAsItIs(store.settings(), store.data)) {
      print(StoreDigest.of(database), spec.commandLine().getOut());
      return 0;
    }
  }

  static void print(StoreDigest digest, PrintWriter out) {
    digest
        .tables()
        .forEach((table, sum) -> out.printf("%-32s %12d %s%n", table, sum.rows(), sum.digest()));
    out.printf("%-32s %12d %s%n", "ALL", digest.rows(), digest.overall());
    out.flush();
  }
}
