package city.chengtu.command.journal;

import org.locationtech.jts.geom.Geometry;

/**
 * One change of state, as a command reports it.
 *
 * @param type CloudEvents type, for example {@code city.chengtu.incident.created}
 * @param subject what changed
 * @param version the subject's version after the change, from 1
 * @param state the subject's whole state after the change; a record that {@link StateJson} can
 *     write
 * @param geometry where it is, lon/lat (EPSG:4490), or null
 * @param organisation code of the organisation it belongs to, or null; rights may depend on it
 */
public record Change(
    String type,
    Subject subject,
    long version,
    Object state,
    Geometry geometry,
    String organisation) {

  public static Change of(String type, Subject subject, long version, Object state) {
    return new Change(type, subject, version, state, null, null);
  }
}
