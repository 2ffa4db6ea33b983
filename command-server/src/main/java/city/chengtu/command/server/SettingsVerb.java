package city.chengtu.command.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual of all settings. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "列出全部设置 Lists every setting with its default and meaning (Markdown).")
final class SettingsVerb implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(Settings.manual());
    spec.commandLine().getOut().flush();
  }
}
