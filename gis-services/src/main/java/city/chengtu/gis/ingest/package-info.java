/**
 * How map data comes in: readers, checks, and the report of what became of it; see README.md beside
 * this file.
 */
package city.chengtu.gis.ingest;
