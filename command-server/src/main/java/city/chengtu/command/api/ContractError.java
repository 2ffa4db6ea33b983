package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal.FieldError;
import city.chengtu.command.journal.Refusal.Reason;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the contract's library refuses, in our words: the parameter by its name, the member of the
 * body by its JSON pointer, also the one that is missing.
 */
final class ContractError {
  private static final int MOST = 20;
  private static final String CODE = "invalid-request";

  /** The library tells which parameter it means in its message only. */
  private static final Pattern PARAMETER =
      Pattern.compile("\\b(?:path|query|header|cookie) parameter ([A-Za-z0-9_-]+)");

  private static final Pattern MISSING = Pattern.compile("required property \"(.*)\"");
  private static final String AROUND = " does not match schema";
  private static final String UNKNOWN = " does not match additional properties schema";

  private ContractError() {}

  static Reason of(ValidatorException invalid) {
    if (invalid.type() == ValidatorErrorType.MISSING_OPERATION) {
      return new Reason(404, "not-found", "there is no such operation", List.of(), Map.of());
    }
    Matcher parameter = PARAMETER.matcher(String.valueOf(invalid.getMessage()));
    if (parameter.find()) {
      return parameter(parameter.group(1), invalid);
    }
    if (invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      return RequestCheck.unsupported("Content-Type", "the body is of no kind that is taken here")
          .reason();
    }
    if (invalid.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER) {
      return reason(List.of(new FieldError("/", "required", "the body is missing")));
    }
    List<FieldError> errors = new ArrayList<>();
    if (invalid instanceof SchemaValidationException schema) {
      collect(schema.getOutputUnit(), errors);
    }
    return errors.isEmpty()
        ? reason(List.of(new FieldError("/", "invalid-value", "the body is not as promised")))
        : reason(innermost(errors));
  }

  private static Reason parameter(String name, ValidatorException invalid) {
    boolean missing = invalid.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER;
    String detail = missing ? name + " is missing" : name + " is not a value it may have";
    if (invalid instanceof SchemaValidationException schema) {
      List<FieldError> errors = new ArrayList<>();
      collect(schema.getOutputUnit(), errors);
      detail = errors.isEmpty() ? detail : name + ": " + errors.get(errors.size() - 1).detail();
    }
    return reason(List.of(new FieldError(name, missing ? "required" : "invalid-value", detail)));
  }

  private static Reason reason(List<FieldError> errors) {
    return new Reason(400, CODE, errors.get(0).detail(), errors, Map.of());
  }

  /** The library lists every object around a wrong member too; only the member is at fault. */
  private static List<FieldError> innermost(List<FieldError> errors) {
    return errors.stream()
        .filter(
            e ->
                errors.stream()
                    .noneMatch(
                        o ->
                            o.field().startsWith(e.field().equals("/") ? "/" : e.field() + "/")
                                && !o.field().equals(e.field())))
        .filter(
            e ->
                !e.detail().endsWith(AROUND)
                    || errors.stream()
                        .noneMatch(
                            o -> o.field().equals(e.field()) && !o.detail().endsWith(AROUND)))
        .limit(MOST)
        .toList();
  }

  /** The leaves of the library's nested error tree: the fields really at fault. */
  private static void collect(OutputUnit unit, List<FieldError> into) {
    if (unit == null || into.size() >= 5 * MOST) {
      return;
    }
    if (unit.getErrors() != null && !unit.getErrors().isEmpty()) {
      unit.getErrors().forEach(inner -> collect(inner, into));
    } else if (unit.getError() != null) {
      into.add(error(unit));
    }
  }

  private static FieldError error(OutputUnit unit) {
    String location = unit.getInstanceLocation() == null ? "" : unit.getInstanceLocation();
    String field = location.replaceFirst("^#", "");
    Matcher missing = MISSING.matcher(unit.getError());
    if (missing.find()) {
      return new FieldError(field + "/" + missing.group(1), "required", unit.getError());
    }
    if (unit.getError().endsWith(UNKNOWN)) {
      return new FieldError(field, "unknown-member", "there is no such member");
    }
    return new FieldError(field.isEmpty() ? "/" : field, "invalid-value", unit.getError());
  }
}
