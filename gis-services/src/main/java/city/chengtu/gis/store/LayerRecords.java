package city.chengtu.gis.store;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerJson;
import city.chengtu.gis.feature.LayerRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The catalogue's records of layers, every version of them, stored and live layers alike. A record
 * is never overwritten.
 */
public final class LayerRecords {
  private static final String COLUMNS =
      "select seq, layer, version, made_at, author, definition, content from layer_record";

  /**
   * One version of a record.
   *
   * @param version 1 for the first, one more with each change
   * @param definition the layer's definition as it was made with it
   */
  public record Version(
      long version, Instant at, String author, Layer definition, LayerRecord record) {}

  /** Moves with every change of any record; 0 while there is none. */
  public long state(Handle handle) {
    return handle.select("select coalesce(max(seq), 0) from layer_record").mapTo(Long.class).one();
  }

  /** The last version of each layer's record, by layer. */
  public Map<String, Version> all(Handle handle) {
    Map<String, Version> last = new HashMap<>();
    handle
        .select(
            COLUMNS
                + " r where version = (select max(version) from layer_record o where o.layer = r.layer)")
        .map((rs, c) -> last.put(rs.getString("layer"), version(rs, c)))
        .list();
    return last;
  }

  public Optional<Version> find(Handle handle, String layer) {
    return history(handle, layer, 1).stream().findFirst();
  }

  /** Newest first. */
  public List<Version> history(Handle handle, String layer, int limit) {
    return handle
        .select(
            COLUMNS + " where layer = ? order by layer desc, version desc limit ?", layer, limit)
        .map(LayerRecords::version)
        .list();
  }

  /** Adds a version. Of two at once one fails, by {@link SqlFailure#DUPLICATE_KEY}. */
  public void add(Handle handle, Version version) {
    handle
        .createUpdate(
            """
            insert into layer_record (layer, version, made_at, author, definition, content)
            values (:layer, :version, :at, :author, :definition, :content)
            """)
        .bind("layer", version.definition().id())
        .bind("version", version.version())
        .bind("at", version.at())
        .bind("author", version.author())
        .bind("definition", new Json(LayerJson.write(version.definition())))
        .bind("content", new Json(LayerJson.write(version.record())))
        .execute();
  }

  private static Version version(ResultSet rs, StatementContext context) throws SQLException {
    return new Version(
        rs.getLong("version"),
        rs.getObject("made_at", OffsetDateTime.class).toInstant(),
        rs.getString("author"),
        LayerJson.read(rs.getString("definition")),
        LayerJson.readRecord(rs.getString("content")));
  }
}
