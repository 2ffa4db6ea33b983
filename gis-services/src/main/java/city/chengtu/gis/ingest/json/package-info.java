/** GeoJSON (RFC 7946), whole or one feature a line, as rows. */
package city.chengtu.gis.ingest.json;
