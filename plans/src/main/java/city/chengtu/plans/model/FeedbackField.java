package city.chengtu.plans.model;

import java.util.Optional;

/** One thing that whoever does the task has to report back. */
public record FeedbackField(
    String id, Text title, Type type, Optional<String> unit, boolean required) {
  /** What is typed in. */
  public enum Type {
    TEXT,
    NUMBER,
    YES_NO,
    PHOTO,
    TIME
  }
}
