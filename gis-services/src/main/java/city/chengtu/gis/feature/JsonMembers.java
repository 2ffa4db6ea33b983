package city.chengtu.gis.feature;

/**
 * Goes through the members of a JSON object in UTF-8 without making objects: where each key and
 * value stands. The object must come from a store: what is no JSON is not noticed.
 */
public final class JsonMembers {
  private final byte[] json;
  private int at;
  private int keyFrom;
  private int keyTo;
  private int valueFrom;
  private int valueTo;

  public JsonMembers(byte[] json) {
    this.json = json;
    this.at = 1; // behind the brace
  }

  /** Goes to the next member; false when there is none. */
  public boolean next() {
    byte c = pastSpace();
    if (c == ',') {
      at++;
      c = pastSpace();
    }
    if (c != '"') {
      return false;
    }
    keyFrom = ++at;
    keyTo = endOfText();
    at = keyTo + 1;
    pastSpace();
    at++; // the colon
    byte first = pastSpace();
    valueFrom = at;
    if (first == '"') {
      at++;
      at = endOfText() + 1;
    } else if (first == '{' || first == '[') {
      at = endOfNest();
    } else {
      while (json[at] != ',' && json[at] != '}' && json[at] > ' ') {
        at++;
      }
    }
    valueTo = at;
    return true;
  }

  private byte pastSpace() {
    while (json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    return json[at];
  }

  /** Where the text that began before here ends: at its quotation mark. */
  private int endOfText() {
    int i = at;
    while (json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  private int endOfNest() {
    int depth = 0;
    int i = at;
    do {
      switch (json[i]) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          at = i + 1;
          i = endOfText();
        }
        default -> {}
      }
      i++;
    } while (depth > 0);
    return i;
  }

  /** Whether the member's key is this one: as it stands in JSON, without quotation marks. */
  public boolean isKey(byte[] key) {
    int length = keyTo - keyFrom;
    if (length != key.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (json[keyFrom + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where its value begins. */
  public int from() {
    return valueFrom;
  }

  /** Where its value has ended. */
  public int to() {
    return valueTo;
  }

  /** The value's first byte: tells its kind. */
  public byte first() {
    return json[valueFrom];
  }
}
