/**
 * What every delivered file is to the rest, whatever its format: rows with numbers, fields, and
 * what was found out about encoding and reference system. Also what guards against hostile files:
 * limits, and an archive reader that believes nothing the archive says.
 */
package city.chengtu.gis.ingest.source;
