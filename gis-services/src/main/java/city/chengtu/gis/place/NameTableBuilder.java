package city.chengtu.gis.place;

import city.chengtu.gis.place.PlaceFields.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers entries and makes a {@link NameTable} of them. Not thread-safe; used once. */
final class NameTableBuilder {
  private static final int LONGEST_TEXT = 0xffff;
  private static final int EMPTY = -1;

  private final List<PlaceFields.Used> used;
  private final List<String> kinds = new ArrayList<>();
  private final Map<String, Integer> kindNumbers = new HashMap<>();

  private byte[] pool = new byte[1 << 12];
  private int poolSize;
  private int[] recordAt = new int[256];
  private int[] lon = new int[256];
  private int[] lat = new int[256];
  private short[] kind = new short[256];
  private byte[] importance = new byte[256];
  private int records;

  private char[] chars = new char[1 << 12];
  private int[] textAt = new int[257];
  private int texts;
  private int[] known = new int[1 << 10];

  private int[] itemText = new int[256];
  private int[] itemRecord = new int[256];
  private int[] itemNumber = new int[256];
  private byte[] itemField = new byte[256];
  private int items;

  NameTableBuilder(PlaceFields fields) {
    this.used = fields.used();
    Arrays.fill(known, EMPTY);
  }

  /**
   * @throws IllegalStateException when all texts together exceed two thousand million bytes
   */
  void add(PlaceEntry entry) {
    if (records == recordAt.length) {
      growRecords();
    }
    recordAt[records] = poolSize;
    lon[records] = (int) Math.round(entry.lon() * NameTable.FINE);
    lat[records] = (int) Math.round(entry.lat() * NameTable.FINE);
    kind[records] = (short) kindNumber(entry.kind()).intValue();
    importance[records] = (byte) entry.importance();
    put(entry.id());
    for (int i = 0; i < used.size(); i++) {
      String text = entry.texts()[i];
      put(text);
      if (text != null && used.get(i).role() != Role.LABEL) {
        enter(text, used.get(i).role(), i);
      }
    }
    records++;
  }

  int records() {
    return records;
  }

  private Integer kindNumber(String name) {
    return kindNumbers.computeIfAbsent(
        name,
        n -> {
          kinds.add(n);
          return kinds.size() - 1;
        });
  }

  private void put(String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(LONGEST_TEXT, bytes.length);
    if (poolSize + 2L + length > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("the names of a layer exceed 2 GB");
    }
    while (poolSize + 2 + length > pool.length) {
      pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 8, pool.length * 3L / 2));
    }
    pool[poolSize] = (byte) (length >> 8);
    pool[poolSize + 1] = (byte) length;
    System.arraycopy(bytes, 0, pool, poolSize + 2, length);
    poolSize += 2 + length;
  }

  private void enter(String text, Role role, int field) {
    if (role == Role.ADDRESS) {
      AddressParts parts = AddressParts.of(text);
      if (parts.hasHouse()) {
        item(PlaceText.normal(parts.street()), parts.mainNumber(), field);
        return;
      }
    }
    item(PlaceText.normal(text), -1, field);
  }

  private void item(String normal, int number, int field) {
    if (normal.isEmpty()) {
      return;
    }
    if (items == itemText.length) {
      int more = items * 3 / 2;
      itemText = Arrays.copyOf(itemText, more);
      itemRecord = Arrays.copyOf(itemRecord, more);
      itemNumber = Arrays.copyOf(itemNumber, more);
      itemField = Arrays.copyOf(itemField, more);
    }
    itemText[items] = text(normal);
    itemRecord[items] = records;
    itemNumber[items] = number;
    itemField[items] = (byte) field;
    items++;
  }

  /** The number of the text, a new one when it is new. */
  private int text(String normal) {
    if (texts * 2 > known.length) {
      rehash();
    }
    int slot = slot(hash(normal), normal);
    if (known[slot] == EMPTY) {
      known[slot] = append(normal);
    }
    return known[slot];
  }

  private int slot(int hash, String normal) {
    int slot = hash & known.length - 1;
    while (known[slot] != EMPTY && !equal(known[slot], normal)) {
      slot = slot + 1 & known.length - 1;
    }
    return slot;
  }

  private boolean equal(int text, String normal) {
    int at = textAt[text];
    if (textAt[text + 1] - at != normal.length()) {
      return false;
    }
    for (int i = 0; i < normal.length(); i++) {
      if (chars[at + i] != normal.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(CharSequence text) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash ^ hash >>> 15) * 0x9E3779B1;
  }

  private int append(String normal) {
    if (textAt[texts] + normal.length() > chars.length) {
      chars = Arrays.copyOf(chars, chars.length * 3 / 2);
    }
    if (texts + 2 > textAt.length) {
      textAt = Arrays.copyOf(textAt, textAt.length * 3 / 2);
    }
    normal.getChars(0, normal.length(), chars, textAt[texts]);
    textAt[texts + 1] = textAt[texts] + normal.length();
    return texts++;
  }

  private void rehash() {
    known = new int[known.length * 2];
    Arrays.fill(known, EMPTY);
    for (int i = 0; i < texts; i++) {
      String text = new String(chars, textAt[i], textAt[i + 1] - textAt[i]);
      known[slot(hash(text), text)] = i;
    }
  }

  private void growRecords() {
    int more = records * 3 / 2;
    recordAt = Arrays.copyOf(recordAt, more);
    lon = Arrays.copyOf(lon, more);
    lat = Arrays.copyOf(lat, more);
    kind = Arrays.copyOf(kind, more);
    importance = Arrays.copyOf(importance, more);
  }

  NameTable build() {
    known = new int[0];
    int[] itemAt = new int[texts + 1];
    for (int i = 0; i < items; i++) {
      itemAt[itemText[i] + 1]++;
    }
    for (int i = 0; i < texts; i++) {
      itemAt[i + 1] += itemAt[i];
    }
    int[] order = ordered(itemAt);
    int[] record = new int[items];
    int[] number = new int[items];
    byte[] field = new byte[items];
    for (int i = 0; i < items; i++) {
      record[i] = itemRecord[order[i]];
      number[i] = itemNumber[order[i]];
      field[i] = itemField[order[i]];
    }
    return new NameTable(
        kinds,
        used.size(),
        new NameTable.Arrays(
            Arrays.copyOf(pool, poolSize),
            Arrays.copyOf(recordAt, records),
            Arrays.copyOf(lon, records),
            Arrays.copyOf(lat, records),
            Arrays.copyOf(kind, records),
            Arrays.copyOf(importance, records),
            Arrays.copyOf(chars, textAt[texts]),
            Arrays.copyOf(textAt, texts + 1),
            signatures(Signature::pairs),
            signatures(Signature::sounds),
            signatures(Signature::letters),
            itemAt,
            record,
            number,
            field));
  }

  /** The items sorted by text, and within a text by house number. */
  private int[] ordered(int[] itemAt) {
    int[] next = Arrays.copyOf(itemAt, texts);
    int[] order = new int[items];
    for (int i = 0; i < items; i++) {
      order[next[itemText[i]]++] = i;
    }
    for (int text = 0; text < texts; text++) {
      int from = itemAt[text];
      int to = itemAt[text + 1];
      if (to - from > 1) {
        sortByNumber(order, from, to);
      }
    }
    return order;
  }

  private void sortByNumber(int[] order, int from, int to) {
    long[] keys = new long[to - from];
    for (int i = from; i < to; i++) {
      keys[i - from] = (long) itemNumber[order[i]] << 32 | (order[i] & 0xffffffffL);
    }
    Arrays.sort(keys);
    for (int i = from; i < to; i++) {
      order[i] = (int) keys[i - from];
    }
  }

  private interface Fold {
    long of(char[] text, int from, int to);
  }

  private long[] signatures(Fold fold) {
    long[] signatures = new long[texts];
    for (int i = 0; i < texts; i++) {
      signatures[i] = fold.of(chars, textAt[i], textAt[i + 1]);
    }
    return signatures;
  }
}
