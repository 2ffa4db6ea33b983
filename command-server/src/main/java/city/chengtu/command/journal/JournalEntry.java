package city.chengtu.command.journal;

import java.time.Instant;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;

/**
 * One entry of the journal.
 *
 * @param seq gapless number, the total order of all changes, from 1
 * @param time when it was written, never earlier than the entry before
 * @param data the subject's state after the change, as the JSON text that was hashed
 * @param geometry lon/lat, or null
 * @param contentHash hexadecimal hash of data and geometry; stays when personal data is purged
 * @param hash hash of the previous entry's hash, this entry's header and its content hash
 */
public record JournalEntry(
    long seq,
    UUID id,
    String type,
    Instant time,
    String actor,
    String seat,
    String source,
    UUID commandId,
    Subject subject,
    long version,
    String organisation,
    String data,
    Geometry geometry,
    String contentHash,
    String hash) {}
