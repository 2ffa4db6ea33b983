package city.chengtu.command.catalogue;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.Json;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All SQL of quality figures: those of the last check of each layer. */
final class QualityTable {
  Optional<QualityFigures> find(Handle h, String layer) {
    return h.createQuery("select figures from layer_quality where layer = :layer")
        .bind("layer", layer)
        .map((rs, c) -> StateJson.read(rs.getString(1), QualityFigures.class))
        .findOne();
  }

  void put(Handle h, String layer, QualityFigures figures) {
    int changed =
        h.createUpdate(
                "update layer_quality set version = :version, checked_at = :at, figures = :figures"
                    + " where layer = :layer")
            .bind("layer", layer)
            .bind("version", figures.version())
            .bind("at", figures.checkedAt())
            .bind("figures", new Json(StateJson.write(figures)))
            .execute();
    if (changed == 0) {
      h.createUpdate(
              "insert into layer_quality (layer, version, checked_at, figures)"
                  + " values (:layer, :version, :at, :figures)")
          .bind("layer", layer)
          .bind("version", figures.version())
          .bind("at", figures.checkedAt())
          .bind("figures", new Json(StateJson.write(figures)))
          .execute();
    }
  }
}
