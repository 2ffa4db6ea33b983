package city.chengtu.samples.drive;

/** The server answered, but not with what was asked for. */
final class ServerRefusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  ServerRefusal(String what, int status, String body) {
    super(what + " answered " + status + (body.isBlank() ? "" : ": " + shorten(body)));
    this.status = status;
  }

  private static String shorten(String body) {
    return body.length() > 300 ? body.substring(0, 300) + "…" : body;
  }

  /** True when asking again later may help: the server is busy or has a fault. */
  boolean passing() {
    return status == 429 || status >= 500;
  }

  int status() {
    return status;
  }
}
