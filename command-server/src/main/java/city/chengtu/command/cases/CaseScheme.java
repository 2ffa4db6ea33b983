package city.chengtu.command.cases;

import city.chengtu.gis.feature.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A published list of classes: what a case may be about, from when to when, and who says so.
 *
 * @param validFrom first day it holds
 * @param validTo last day it holds; null while it does
 */
public record CaseScheme(
    String scheme,
    String version,
    Text title,
    String source,
    LocalDate validFrom,
    LocalDate validTo,
    List<Kind> kinds) {

  /**
   * @param letter stands before the digits, because component and event codes repeat each other
   */
  public record Kind(String kind, String letter, Text title, List<Major> majors) {}

  public record Major(String code, Text title, List<Minor> minors) {}

  public record Minor(String code, String zh, String en, boolean unsure) {}

  public CaseScheme {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(validFrom, "validFrom");
    kinds = List.copyOf(kinds);
  }

  boolean holdsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
  }

  /** All classes in the order of the list. */
  List<CaseClass> classes() {
    List<CaseClass> all = new ArrayList<>();
    for (Kind kind : kinds) {
      for (Major major : kind.majors()) {
        major.minors().forEach(minor -> all.add(caseClass(kind, major, minor)));
      }
    }
    return all;
  }

  Optional<CaseClass> find(String code) {
    return classes().stream().filter(c -> c.code().equals(code)).findFirst();
  }

  private CaseClass caseClass(Kind kind, Major major, Minor minor) {
    return new CaseClass(
        kind.letter() + minor.code(),
        scheme,
        version,
        kind.kind(),
        kind.letter() + major.code(),
        major.title(),
        new Text(minor.zh(), minor.en()),
        minor.unsure());
  }

  /**
   * Refuses a list that contradicts itself.
   *
   * @throws IllegalArgumentException naming the code at fault
   */
  CaseScheme checked() {
    Map<String, String> seen = new LinkedHashMap<>();
    for (CaseClass c : classes()) {
      if (seen.put(c.code(), c.title().zh()) != null) {
        throw new IllegalArgumentException(scheme + ": class " + c.code() + " stands there twice");
      }
      if (!c.code().matches("[A-Z]\\d{4}") || !c.code().startsWith(c.major())) {
        throw new IllegalArgumentException(
            scheme
                + ": class "
                + c.code()
                + " must be a letter and 4 digits that begin with its major class "
                + c.major());
      }
    }
    return this;
  }
}
