package city.chengtu.command.geoserver;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** All SQL of the chosen layers. */
final class ChosenTable {
  /** A layer, since when, by whom. */
  record Chosen(String layer, Instant chosenAt, String chosenBy) {}

  List<Chosen> list(Handle h) {
    return h.createQuery("select * from geoserver_layer order by layer")
        .map(
            (rs, c) ->
                new Chosen(
                    rs.getString("layer"),
                    rs.getObject("chosen_at", OffsetDateTime.class).toInstant(),
                    rs.getString("chosen_by")))
        .list();
  }

  boolean has(Handle h, String layer) {
    return h.createQuery("select count(*) from geoserver_layer where layer = :layer")
            .bind("layer", layer)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  void insert(Handle h, Chosen chosen) {
    h.createUpdate(
            "insert into geoserver_layer (layer, chosen_at, chosen_by) values (:layer, :chosenAt,"
                + " :chosenBy)")
        .bind("layer", chosen.layer())
        .bind("chosenAt", chosen.chosenAt())
        .bind("chosenBy", chosen.chosenBy())
        .execute();
  }

  void delete(Handle h, String layer) {
    h.createUpdate("delete from geoserver_layer where layer = :layer")
        .bind("layer", layer)
        .execute();
  }
}
