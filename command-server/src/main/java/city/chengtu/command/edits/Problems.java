package city.chengtu.command.edits;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a body, each by its JSON pointer (RFC 6901); told all at once. */
final class Problems {
  private static final int MOST = 50;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String pointer, String code, String detail) {
    if (errors.size() < MOST) {
      errors.add(new FieldError(pointer, code, detail));
    }
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<FieldError> list() {
    return List.copyOf(errors);
  }

  /** The same, of a feature that stands at this pointer in what was sent. */
  Problems under(String pointer) {
    Problems moved = new Problems();
    errors.forEach(e -> moved.add(pointer + e.field(), e.code(), e.detail()));
    return moved;
  }

  /** Pointer to a property of a feature. */
  static String property(String name) {
    return "/properties/" + name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * @param status 400 for what cannot be understood, 422 for what breaks a rule of the layer
   * @throws Refusal when there is any
   */
  void refuse(int status, String code) {
    if (!errors.isEmpty()) {
      String detail = errors.get(0).field() + ": " + errors.get(0).detail();
      throw new Refusal(new Refusal.Reason(status, code, detail, list(), Map.of()));
    }
  }
}
