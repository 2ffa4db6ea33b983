package city.chengtu.command.foreign;

import city.chengtu.command.journal.Refusal;
import java.io.IOException;

/** A foreign server did not give what was asked; the code says in which way. */
final class ForeignFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** In which way; each has a status for our own clients. */
  enum Why {
    /** As many questions as allowed are under way. */
    BUSY(503, "foreign-busy"),
    /** It has failed again and again and is left alone for a while. */
    DOWN(503, "foreign-down"),
    /** Its capabilities could not be read yet. */
    UNREAD(503, "foreign-not-read"),
    /** No answer, a broken one, or one that is no picture. */
    FAILED(502, "foreign-failed"),
    /** It understood and refused: a service exception. */
    EXCEPTION(502, "foreign-exception"),
    /** It does not offer this layer, or not in this reference system. */
    NOT_OFFERED(422, "foreign-not-offered");

    private final int status;
    private final String code;

    Why(int status, String code) {
      this.status = status;
      this.code = code;
    }
  }

  private final Why why;

  ForeignFailure(Why why, String detail) {
    super(detail);
    this.why = why;
  }

  ForeignFailure(Why why, String detail, Throwable cause) {
    super(detail, cause);
    this.why = why;
  }

  Why why() {
    return why;
  }

  Refusal refusal() {
    return Refusal.of(why.status, why.code, getMessage());
  }
}
