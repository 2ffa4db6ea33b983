package city.chengtu.command.questions;

import city.chengtu.command.questions.Prepared.Part;
import city.chengtu.gis.feature.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * A question being answered: layer after layer, a step at a time, until all is found, or the limit
 * or the time is reached. It always says which, and how to go on.
 */
final class Run {
  private final Prepared question;
  private final Deadline deadline;
  private int part;
  private LayerRows rows;
  private int returned;
  private String stopped;

  Run(Prepared question, Deadline deadline) {
    this.question = question;
    this.deadline = deadline;
    this.rows = rows(0);
  }

  private LayerRows rows(int i) {
    return i < question.parts().size() ? question.parts().get(i).rows(question.area()) : null;
  }

  boolean ended() {
    return rows == null || stopped != null;
  }

  /** The next features; may be none before the end. */
  List<FeatureView> step() {
    List<FeatureView> views = new ArrayList<>();
    if (ended()) {
      return views;
    }
    if (returned == question.limit()) {
      stopped = "limit";
      return views;
    }
    if (deadline.isOver()) {
      stopped = "time";
      return views;
    }
    Part now = question.parts().get(part);
    for (Feature feature : rows.next(question.limit() - returned)) {
      views.add(FeatureView.of(now.opened(), feature));
    }
    returned += views.size();
    if (rows.ended()) {
      rows = rows(++part);
    }
    return views;
  }

  /**
   * How it ended.
   *
   * @param complete false when there may be more
   * @param stopped why: {@code limit} or {@code time}; null when complete
   * @param next what to send as {@code after} to go on; null when complete
   */
  record Summary(int returned, boolean complete, String stopped, String next) {}

  Summary summary() {
    String next =
        stopped == null
            ? null
            : Prepared.cursor(question.parts().get(part).opened().id(), rows.after());
    return new Summary(returned, stopped == null, stopped, next);
  }
}
