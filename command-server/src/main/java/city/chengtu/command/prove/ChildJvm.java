package city.chengtu.command.prove;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line of another process of this program: the same Java, the same jar or class path,
 * whatever way this one was started.
 */
final class ChildJvm {
  private static final String MAIN = "city.chengtu.command.server.Main";

  /** What of our own flags a child needs too; sizes of memory it does not. */
  private static final List<String> PASSED_ON =
      List.of("--add-", "--sun-misc", "--enable-native", "-Xshare", "-Xlog:cds", "-XX:SharedA");

  private ChildJvm() {}

  /**
   * @param flags of the virtual machine, besides those passed on
   * @param arguments the verb and its options
   */
  static List<String> command(List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> PASSED_ON.stream().anyMatch(a::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-Djava.awt.headless=true", "-XX:+UseSerialGC"));
    command.addAll(flags);
    String path = System.getProperty("java.class.path");
    boolean jar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
    Stream.of(jar ? List.of("-jar", path) : List.of("-cp", path, MAIN)).forEach(command::addAll);
    command.addAll(arguments);
    return command;
  }
}
