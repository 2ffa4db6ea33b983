package city.chengtu.command.foreign;

/**
 * How the server shows who it is.
 *
 * @param name the user for {@link Way#BASIC}, else the header's or parameter's name
 * @param secret password, token or key; in memory only as long as needed, sealed in the store
 */
record ForeignAccess(Way way, String name, String secret) {
  static final ForeignAccess NONE = new ForeignAccess(Way.NONE, "", "");

  /** Where the secret goes. */
  enum Way {
    NONE,
    /** HTTP Basic (RFC 7617). */
    BASIC,
    /** A header of this name. */
    HEADER,
    /** A query parameter of this name, as TianDiTu's tk. */
    PARAMETER
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return way + " " + name;
  }
}
