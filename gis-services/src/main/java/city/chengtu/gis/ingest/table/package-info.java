/** Tables whose rows have a place: CSV and XLSX with two columns of coordinates, or one of WKT. */
package city.chengtu.gis.ingest.table;
