package city.chengtu.command.backup;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last entry of a back-up: what was written. A back-up without it is not whole.
 *
 * @param header SHA-256 of the first entry
 * @param tables what each table holds
 * @param files SHA-256 of each further file
 */
record BackupEnd(
    String header, SortedMap<String, TableSum> tables, SortedMap<String, String> files) {
  BackupEnd {
    tables = new TreeMap<>(tables);
    files = new TreeMap<>(files);
  }
}
