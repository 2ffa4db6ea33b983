package city.chengtu.command.backup;

import city.chengtu.gis.store.SpatialDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What a store holds: each table with its rows and its digest. Equal for equal content, on either
 * store. Where a store was restored from and which scripts made its tables is no content.
 */
public record StoreDigest(SortedMap<String, TableSum> tables) {
  public StoreDigest {
    tables = new TreeMap<>(tables);
  }

  /** The content at one moment; writers need not stop. One pass over all rows. */
  public static StoreDigest of(SpatialDatabase database) {
    return Moment.of(database, (handle, tables) -> of(database, handle, tables, Progress.NONE));
  }

  /** The content of some tables, and of these some columns: what two versions have in common. */
  static StoreDigest of(SpatialDatabase database, List<TableShape> shapes) {
    return database.atOneMoment(handle -> of(database, handle, shapes, Progress.NONE));
  }

  static StoreDigest of(
      SpatialDatabase database, Handle handle, List<TableShape> shapes, Progress progress) {
    SortedMap<String, TableSum> sums = new TreeMap<>();
    for (TableShape shape : shapes) {
      TableSum.Adder adder = new TableSum.Adder();
      new TableReader(handle, shape, database.dialect())
          .read(
              line -> {
                adder.add(line, line.length);
                progress.rows(shape.name(), adder.rows());
              });
      sums.put(shape.name(), adder.sum());
    }
    return new StoreDigest(sums);
  }

  public long rows() {
    return tables.values().stream().mapToLong(TableSum::rows).sum();
  }

  /** One number for all tables. */
  public String overall() {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (name, sum) ->
            text.append(name)
                .append(' ')
                .append(sum.rows())
                .append(' ')
                .append(sum.digest())
                .append('\n'));
    return TableSum.hex(text.toString());
  }

  /** The tables that are not the same, each with both its sums; empty when all are. */
  public List<String> differences(StoreDigest other) {
    List<String> found = new ArrayList<>();
    SortedMap<String, TableSum> all = new TreeMap<>(tables);
    all.putAll(other.tables);
    for (Map.Entry<String, TableSum> entry : all.entrySet()) {
      TableSum here = tables.get(entry.getKey());
      TableSum there = other.tables.get(entry.getKey());
      if (here == null || !here.equals(there)) {
        found.add(entry.getKey() + ": " + said(here) + ", expected " + said(there));
      }
    }
    return found;
  }

  private static String said(TableSum sum) {
    return sum == null ? "missing" : sum.rows() + " rows " + sum.digest().substring(0, 12) + "…";
  }
}
