package city.chengtu.command.journal;

import java.util.List;
import java.util.Map;

/**
 * A command or question refused for a reason its sender can act on. Nothing was changed. Becomes
 * problem+json (RFC 9457).
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param field JSON pointer or parameter name
   * @param code stable code
   * @param detail what is wrong with it
   */
  public record FieldError(String field, String code, String detail) {}

  private final transient Reason reason;

  /**
   * @param status HTTP status, 4xx
   * @param code stable code, kebab-case; the client's text is chosen by it
   * @param detail one sentence for people
   * @param errors the fields at fault
   * @param extension further members, for example the state that is in the way
   */
  public record Reason(
      int status,
      String code,
      String detail,
      List<FieldError> errors,
      Map<String, Object> extension) {}

  public Refusal(Reason reason) {
    super(reason.code() + ": " + reason.detail(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public static Refusal invalid(String field, String code, String detail) {
    return new Refusal(
        new Reason(400, code, detail, List.of(new FieldError(field, code, detail)), Map.of()));
  }

  /** The request is well formed but the state of things forbids it. */
  public static Refusal conflict(String code, String detail, Map<String, Object> extension) {
    return new Refusal(new Reason(409, code, detail, List.of(), extension));
  }

  /**
   * The object has a later version than the one the sender saw; {@code current} is its state now.
   */
  public static Refusal stale(String detail, Object current) {
    return new Refusal(
        new Reason(412, "version-conflict", detail, List.of(), Map.of("current", current)));
  }

  public static Refusal notFound(String kind, String id) {
    return new Refusal(
        new Reason(404, kind + "-not-found", "no " + kind + " " + id, List.of(), Map.of()));
  }

  public static Refusal forbidden(String detail) {
    return new Refusal(new Reason(403, "forbidden", detail, List.of(), Map.of()));
  }

  public static Refusal unauthenticated(String detail) {
    return new Refusal(new Reason(401, "unauthenticated", detail, List.of(), Map.of()));
  }

  public static Refusal of(int status, String code, String detail) {
    return new Refusal(new Reason(status, code, detail, List.of(), Map.of()));
  }
}
