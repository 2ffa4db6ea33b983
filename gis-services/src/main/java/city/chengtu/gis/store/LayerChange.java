package city.chengtu.gis.store;

import java.time.Instant;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;

/**
 * What one change set did to one layer.
 *
 * @param version the layer's version after it
 * @param at from when the new state is valid
 * @param unchanged features delivered that were there already, just so
 * @param extent lon,lat degrees, holds every old and new geometry; null envelope when nothing
 *     changed
 */
public record LayerChange(
    String layer,
    long version,
    UUID changeSet,
    Instant at,
    String author,
    String title,
    String source,
    long added,
    long changed,
    long ended,
    long unchanged,
    Envelope extent) {
  public LayerChange {
    extent = extent.copy();
  }

  /** The envelope is copied: JTS envelopes are mutable. */
  @Override
  public Envelope extent() {
    return extent.copy();
  }

  public boolean isEmpty() {
    return added + changed + ended == 0;
  }
}
