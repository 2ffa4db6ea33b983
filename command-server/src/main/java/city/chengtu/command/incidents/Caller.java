package city.chengtu.command.incidents;

/**
 * Who called.
 *
 * @param name null when not given
 * @param phone null when not given; personal
 */
public record Caller(String name, String phone) {
  private static final int SHOWN_HEAD = 3;
  private static final int SHOWN_TAIL = 2;

  /** The phone with its middle hidden, as lists, the live feed and the journal show it. */
  public Caller masked() {
    return new Caller(name, phone == null ? null : mask(phone));
  }

  private static String mask(String phone) {
    if (phone.length() <= SHOWN_HEAD + SHOWN_TAIL) {
      return "*".repeat(phone.length());
    }
    int hidden = phone.length() - SHOWN_HEAD - SHOWN_TAIL;
    return phone.substring(0, SHOWN_HEAD)
        + "*".repeat(hidden)
        + phone.substring(phone.length() - SHOWN_TAIL);
  }

  boolean blank() {
    return (name == null || name.isBlank()) && (phone == null || phone.isBlank());
  }
}
