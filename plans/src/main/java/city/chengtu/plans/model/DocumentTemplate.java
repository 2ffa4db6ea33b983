package city.chengtu.plans.model;

/** A document that the plan prepares: start order, situation report, end order, press text. */
public record DocumentTemplate(String id, Kind kind, Text title, String text) {
  /** What the document is for. */
  public enum Kind {
    START_ORDER,
    SITUATION_REPORT,
    END_ORDER,
    PRESS
  }
}
