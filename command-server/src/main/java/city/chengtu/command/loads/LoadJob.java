package city.chengtu.command.loads;

import java.util.Locale;

/** What can be run. */
enum LoadJob {
  TRIAL,
  COMMIT,
  UNDO;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
