package city.chengtu.command.backup;

/** Hears how far a copy has come; called for every row, so it must be quick. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (table, rows) -> {};

  void rows(String table, long rows);
}
