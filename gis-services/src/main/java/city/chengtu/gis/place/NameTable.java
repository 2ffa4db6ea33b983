package city.chengtu.gis.place;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names of many features in flat arrays; immutable. A <i>text</i> is a normalised name, code or
 * street, once however many bear it; an <i>item</i> is one field of one feature that says this
 * text, items of a text ordered by house number; a <i>record</i> is the feature.
 */
final class NameTable {
  /** Coordinates are kept as ten-millionths of a degree, a centimetre. */
  static final double FINE = 1e7;

  final List<String> kinds;
  final int fields;

  // by record
  final byte[] pool;
  final int[] recordAt;
  final int[] lon;
  final int[] lat;
  final short[] kind;
  final byte[] importance;

  // by text
  final char[] chars;
  final int[] textAt;
  final long[] pairs;
  final long[] sounds;
  final long[] letters;
  final int[] itemAt;

  // by item
  final int[] itemRecord;
  final int[] itemNumber;
  final byte[] itemField;

  /** The arrays of a table; only handed over. */
  @SuppressWarnings("ArrayRecordComponent")
  record Arrays(
      byte[] pool,
      int[] recordAt,
      int[] lon,
      int[] lat,
      short[] kind,
      byte[] importance,
      char[] chars,
      int[] textAt,
      long[] pairs,
      long[] sounds,
      long[] letters,
      int[] itemAt,
      int[] itemRecord,
      int[] itemNumber,
      byte[] itemField) {}

  NameTable(List<String> kinds, int fields, Arrays arrays) {
    this.kinds = List.copyOf(kinds);
    this.fields = fields;
    this.pool = arrays.pool();
    this.recordAt = arrays.recordAt();
    this.lon = arrays.lon();
    this.lat = arrays.lat();
    this.kind = arrays.kind();
    this.importance = arrays.importance();
    this.chars = arrays.chars();
    this.textAt = arrays.textAt();
    this.pairs = arrays.pairs();
    this.sounds = arrays.sounds();
    this.letters = arrays.letters();
    this.itemAt = arrays.itemAt();
    this.itemRecord = arrays.itemRecord();
    this.itemNumber = arrays.itemNumber();
    this.itemField = arrays.itemField();
  }

  Arrays arrays() {
    return new Arrays(
        pool,
        recordAt,
        lon,
        lat,
        kind,
        importance,
        chars,
        textAt,
        pairs,
        sounds,
        letters,
        itemAt,
        itemRecord,
        itemNumber,
        itemField);
  }

  int records() {
    return lon.length;
  }

  int texts() {
    return pairs.length;
  }

  int items() {
    return itemRecord.length;
  }

  double lon(int record) {
    return lon[record] / FINE;
  }

  double lat(int record) {
    return lat[record] / FINE;
  }

  /** The feature's id; it stands first in the pool. */
  String id(int record) {
    int at = recordAt[record];
    int length = length(at);
    return new String(pool, at + 2, length, StandardCharsets.UTF_8);
  }

  private int length(int at) {
    return (pool[at] & 0xff) << 8 | (pool[at + 1] & 0xff);
  }

  PlaceEntry entry(int record) {
    int at = recordAt[record];
    String[] texts = new String[fields];
    String id = null;
    for (int i = -1; i < fields; i++) {
      int length = length(at);
      String text = length == 0 ? null : new String(pool, at + 2, length, StandardCharsets.UTF_8);
      if (i < 0) {
        id = text;
      } else {
        texts[i] = text;
      }
      at += 2 + length;
    }
    return new PlaceEntry(
        id, kinds.get(kind[record]), importance[record], lon(record), lat(record), texts);
  }

  /** The number of this text; -1 when nothing is called so. Looks at all of them. */
  int text(String normal) {
    for (int i = 0; i < texts(); i++) {
      if (textAt[i + 1] - textAt[i] == normal.length() && saysAt(textAt[i], normal)) {
        return i;
      }
    }
    return -1;
  }

  private boolean saysAt(int at, String normal) {
    for (int i = 0; i < normal.length(); i++) {
      if (chars[at + i] != normal.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text(int text) {
    return new String(chars, textAt[text], textAt[text + 1] - textAt[text]);
  }

  /** First item of the text whose number is at least this. */
  int firstFrom(int text, int number) {
    int low = itemAt[text];
    int high = itemAt[text + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (itemNumber[middle] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Bytes held by the arrays. */
  long bytes() {
    return pool.length + 15L * records() + 2L * chars.length + 32L * texts() + 9L * items();
  }
}
