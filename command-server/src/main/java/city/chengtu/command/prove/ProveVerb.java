package city.chengtu.command.prove;

import city.chengtu.command.prove.requests.RequestsVerb;
import city.chengtu.command.prove.witness.WatchVerb;
import city.chengtu.command.prove.witness.WriteVerb;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chengtu prove}: the public test kit. Exit code 0: every promise held; 3: one did not. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "故障下的证明 Breaks parts of a running city and checks that the promises hold.",
      "Starts nodes, live clients and command writers as processes of its own on this machine, injects the faults of a named list",
      "in the seed's order, and after each checks from outside that nothing is lost, doubled, reordered, half done or shown stale.",
      "退出码 exit code: 0 全部成立 every promise held, 3 有承诺被打破 one did not (the ledgers are kept)."
    },
    subcommands = {RequestsVerb.class, WatchVerb.class, WriteVerb.class},
    synopsisSubcommandLabel = "[WHAT]")
public final class ProveVerb implements Callable<Integer> {
  private static final int BROKEN = 3;

  @Option(names = "--all", description = "全部故障 every fault of the list")
  private boolean all;

  @Option(names = "--short", description = "短清单 the short list, as at every build")
  private boolean shortList;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "NAME",
      description = "只做这些故障 only these faults, separated by commas")
  private List<String> faults = List.of();

  @Option(names = "--list", description = "列出故障 names the faults and ends")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "随机种子 order of the faults and all choices in them (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "both",
      description =
          "postgis（两节点、主备库 two nodes, primary and standby）, h2（单节点 one node）or both (default: ${DEFAULT-VALUE})")
  private String store;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "报告文件 where the report goes: FILE.md and FILE.json")
  private Path report;

  @Option(
      names = "--bug",
      paramLabel = "NAME",
      description =
          "故意的错误 a mistake switched on in the nodes, which the kit must find: resume-plus-one, publish-before-commit, skip-version-check")
  private String bug;

  @Option(names = "--keep", description = "成功也保留台账 keeps ledgers and logs also when all is well")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      Faults.all()
          .forEach(
              f ->
                  out.printf(
                      "%-16s %-8s %s  %s%n",
                      f.name(), f.happensOn(Store.H2) ? "both" : "postgis", f.zh(), f.en()));
      out.flush();
      return 0;
    }
    if (!all && !shortList && faults.isEmpty()) {
      spec.commandLine().usage(out);
      return 2;
    }
    Optional<Integer> inside =
        OwnNamespace.again(spec.root().commandLine().getParseResult().originalArgs());
    return inside.isPresent() ? inside.get() : prove(out);
  }

  private int prove(PrintWriter out) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("chengtu-prove-");
    long began = System.nanoTime();
    List<Trial> trials = new ArrayList<>();
    for (Store one : stores()) {
      List<Fault> chosen = Faults.choose(one, faults, shortList, seed);
      if (!chosen.isEmpty()) {
        trials.addAll(run(one, folder, out).run(one, chosen));
      }
    }
    String what = shortList ? "short list" : all ? "all faults" : String.join(",", faults);
    Report told = Report.of(seed, what, ProveRun.seconds(began), trials);
    out.println(told.markdown());
    if (report != null) {
      told.write(report);
    }
    if (told.holds() && !keep) {
      delete(folder);
    } else {
      out.println("ledgers and logs 台账与日志: " + folder);
    }
    out.flush();
    return told.holds() ? 0 : BROKEN;
  }

  private ProveRun run(Store one, Path folder, PrintWriter out) {
    return new ProveRun(
        folder.resolve(one.text()),
        seed,
        bug == null ? List.of() : List.of("-Dchengtu.bug=" + bug),
        line -> {
          out.println(line);
          out.flush();
        });
  }

  private List<Store> stores() {
    return "both".equals(store)
        ? List.of(Store.values())
        : List.of(Store.valueOf(store.toUpperCase(Locale.ROOT)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
