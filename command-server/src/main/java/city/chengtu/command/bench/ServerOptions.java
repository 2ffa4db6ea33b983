package city.chengtu.command.bench;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which server a benchmark starts. */
final class ServerOptions {
  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "h2",
      description =
          "h2（默认）或 private（自建 PostGIS） h2 (default), private (a PostGIS cluster of its own, thrown"
              + " away)")
  String store;

  @Option(
      names = "--server-java",
      paramLabel = "OPTIONS",
      defaultValue =
          "-XX:+UseSerialGC -Xms96m -Xmx320m -XX:MaxMetaspaceSize=160m"
              + " -XX:ReservedCodeCacheSize=96m",
      description = "Java options of the server (default: those of './chengtu serve')")
  String java;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "settings of the server; './chengtu settings' lists them")
  List<String> settings = List.of();

  /** These, on this store, with some more settings. */
  ServerOptions with(String otherStore, String... more) {
    ServerOptions others = new ServerOptions();
    others.store = otherStore;
    others.java = java;
    others.settings = Stream.concat(settings.stream(), Stream.of(more)).toList();
    return others;
  }
}
