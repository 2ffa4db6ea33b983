package city.chengtu.command.server;

import city.chengtu.command.vulnerabilities.Finding;
import city.chengtu.command.vulnerabilities.IgnoreList;
import city.chengtu.command.vulnerabilities.Libraries;
import city.chengtu.command.vulnerabilities.OsvDatabase;
import city.chengtu.command.vulnerabilities.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks the shipped libraries up in a copy of the OSV database; needs no network. */
@Command(
    name = "vulnerabilities",
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true,
    description =
        "离线核查依赖库的已知漏洞 Checks the shipped libraries against a copy of the OSV database, offline. Exits 1 when something at or above --fail-at is found, 2 when the check could not be made.")
final class VulnerabilitiesVerb implements Callable<Integer> {
  @Option(
      names = "--database",
      required = true,
      paramLabel = "FILE|DIR",
      description =
          "OSV 库（Maven 的 all.zip 或解开的目录） OSV advisories: a zip, or a folder of JSON files")
  private Path database;

  @Option(
      names = "--libraries",
      paramLabel = "DIR",
      description = "依赖库目录 folder of jars (default: lib beside the program)")
  private Path folder;

  @Option(
      names = "--ignore",
      paramLabel = "FILE",
      description = "已研判的漏洞 findings already judged, one a line: ID until-date reason")
  private Path ignore;

  @Option(
      names = "--fail-at",
      paramLabel = "SEVERITY",
      defaultValue = "HIGH",
      description =
          "LOW, MEDIUM, HIGH or CRITICAL; not judged by anybody counts as worst (default: ${DEFAULT-VALUE})")
  private Severity failAt;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Libraries libraries = Libraries.in(folder == null ? shipped() : folder);
    IgnoreList judged = ignore == null ? IgnoreList.none() : IgnoreList.read(ignore);
    OsvDatabase advisories = OsvDatabase.read(database, libraries.found());
    List<Finding> findings = Finding.in(libraries.found(), advisories);
    LocalDate today = LocalDate.now(Clock.systemUTC());
    boolean failed = false;
    for (Finding f : findings) {
      Optional<String> reason = judged.reason(f, today);
      out.printf(
          "%-8s %-20s %s %s  fixed in: %s  %s%s%n",
          f.severity(),
          f.id(),
          f.library().group() + ":" + f.library().artifact(),
          f.library().version(),
          f.fixedIn().isEmpty() ? "-" : String.join(", ", f.fixedIn()),
          f.summary(),
          reason.map(r -> "  [ignored: " + r + "]").orElse(""));
      failed |= reason.isEmpty() && f.severity().compareTo(failAt) >= 0;
    }
    libraries
        .unknown()
        .forEach(
            jar -> out.printf("UNKNOWN  %s has no Maven coordinates: look it up by hand%n", jar));
    out.printf(
        "%d libraries, %d advisories read, %d findings%n",
        libraries.found().size(), advisories.size(), findings.size());
    out.flush();
    return failed ? 1 : 0;
  }

  private static Path shipped() throws IOException {
    try {
      Path program =
          Path.of(
              VulnerabilitiesVerb.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      Path lib = program.resolveSibling("lib");
      if (Files.isDirectory(lib)) {
        return lib;
      }
      throw new IOException("no folder lib beside " + program + "; name one with --libraries");
    } catch (URISyntaxException e) {
      throw new IOException("the program's own place is no file", e);
    }
  }
}
