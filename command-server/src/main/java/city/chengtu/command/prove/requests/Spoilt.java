package city.chengtu.command.prove.requests;

import java.util.Set;
import java.util.function.IntPredicate;

/**
 * How a draft was spoilt.
 *
 * @param fault in a word
 * @param fields names one of which the refusal must give; empty when no field is at fault
 * @param expected statuses that are right
 */
record Spoilt(String fault, Set<String> fields, IntPredicate expected) {
  /** Against the contract: 400 and nothing else, naming one of these. */
  static Spoilt contract(String fault, String... fields) {
    return new Spoilt(fault, Set.of(fields), s -> s == 400);
  }

  /** Against the contract or the state of things; a 400 names one of these. */
  static Spoilt refused(String fault, String... fields) {
    return new Spoilt(fault, Set.of(fields), BadRequest::refused);
  }

  static Spoilt status(String fault, int status, String... fields) {
    return new Spoilt(fault, Set.of(fields), s -> s == status);
  }
}
