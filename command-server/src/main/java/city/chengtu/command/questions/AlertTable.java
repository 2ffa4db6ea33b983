package city.chengtu.command.questions;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** All SQL of what is inside watched questions. */
final class AlertTable {
  /** A feature of a layer. */
  record Inside(String layer, String feature) {}

  Set<Inside> inside(Handle h, String question) {
    return new HashSet<>(
        h.createQuery("select layer, feature from alert_inside where question = :id")
            .bind("id", question)
            .map((rs, c) -> new Inside(rs.getString(1), rs.getString(2)))
            .list());
  }

  void add(Handle h, String question, Collection<Inside> entered) {
    all(
        h,
        "insert into alert_inside (question, layer, feature) values (:id, :layer, :feature)",
        question,
        entered);
  }

  void remove(Handle h, String question, Collection<Inside> left) {
    all(
        h,
        "delete from alert_inside where question = :id and layer = :layer and feature = :feature",
        question,
        left);
  }

  private static void all(Handle h, String sql, String question, Collection<Inside> features) {
    if (features.isEmpty()) {
      return;
    }
    PreparedBatch batch = h.prepareBatch(sql);
    for (Inside f : features) {
      batch.bind("id", question).bind("layer", f.layer()).bind("feature", f.feature()).add();
    }
    batch.execute();
  }

  void armed(Handle h, String question, long raised) {
    h.createUpdate(
            "update saved_question set armed = true, trouble = null, raised = raised + :raised"
                + " where id = :id")
        .bind("raised", raised)
        .bind("id", question)
        .execute();
  }

  void trouble(Handle h, String question, String code) {
    h.createUpdate("update saved_question set trouble = :code where id = :id")
        .bind("code", code)
        .bind("id", question)
        .execute();
  }
}
