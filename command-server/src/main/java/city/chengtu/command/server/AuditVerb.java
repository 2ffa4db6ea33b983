package city.chengtu.command.server;

import city.chengtu.command.journal.AuditVerifier;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.JournalHead;
import city.chengtu.command.journal.SigningKey;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Audit of the journal, without the server. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "审计 Checks the journal.",
    subcommands = AuditVerb.Verify.class,
    synopsisSubcommandLabel = "VERB")
final class AuditVerb {

  /** Exit code 0 when every entry is as it was written, 3 when one is not. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "校验日志链 Checks every journal entry, the hash chain and the signed checkpoints from the database alone,",
        "and names the first entry that is changed, missing or out of order.",
        "An embedded store must not be in use: stop the server first."
      })
  static final class Verify implements Callable<Integer> {
    private static final int TAMPERED = 3;

    @Mixin private StoreOptions store;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description =
            "public key the auditor holds (journal-signing.pub of each node), the only ones then believed; without it, those announced in the journal")
    private List<Path> keys = List.of();

    @Option(
        names = "--expect",
        paramLabel = "POSITION:HASH",
        description = {
          "此前抄存的日志头 a head of the journal kept from an earlier check or back-up: it must be part of the history.",
          "Shows that the database was not set back or written anew since; may be given several times"
        })
    private List<String> expected = List.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      List<JournalHead> heads = expected.stream().map(JournalHead::of).toList();
      Settings settings = store.settings();
      Chain chain = Chain.of(settings.get(Settings.HASH));
      PrintWriter out = spec.commandLine().getOut();
      try (SpatialDatabase database = StoreOptions.openAsItIs(settings, store.data)) {
        Path own = SigningKey.publicKeyFile(store.data.resolve("keys"));
        AuditVerifier verifier =
            new AuditVerifier(
                    database.jdbi(),
                    chain,
                    read(keys),
                    Files.exists(own) ? read(List.of(own)) : Set.of())
                .expecting(heads);
        AuditVerifier.Report report =
            verifier.verify(
                seq -> {
                  out.print("\r" + seq + " entries checked");
                  out.flush();
                });
        out.println();
        out.printf(
            "%d entries, %d signed checkpoints, last signed entry %d%n",
            report.entries(), report.checkpoints(), report.lastSigned());
        report.fault().ifPresent(f -> out.println("FIRST BAD ENTRY " + f.seq() + ": " + f.what()));
        if (report.fault().isEmpty()) {
          out.println(
              "the journal is whole 日志完整; head 日志头 " + database.jdbi().withHandle(JournalHead::of));
        }
        out.flush();
        return report.fault().isPresent() ? TAMPERED : 0;
      }
    }

    private static Set<String> read(List<Path> files) throws IOException {
      Set<String> keys = new HashSet<>();
      for (Path file : files) {
        keys.add(Files.readString(file).strip());
      }
      return keys;
    }
  }
}
