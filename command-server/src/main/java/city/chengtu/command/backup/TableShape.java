package city.chengtu.command.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table and its columns, those in order of name: how a script came to add them must not matter.
 */
record TableShape(String name, List<Column> columns) {
  record Column(String name, ColumnKind kind) {}

  TableShape {
    columns = List.copyOf(columns);
  }

  /** The shape with some columns only. */
  TableShape only(List<String> names) {
    return new TableShape(name, columns.stream().filter(c -> names.contains(c.name())).toList());
  }

  /** The columns' names, for a statement. */
  String columnList() {
    return columns.stream().map(c -> '"' + c.name() + '"').collect(Collectors.joining(", "));
  }
}
