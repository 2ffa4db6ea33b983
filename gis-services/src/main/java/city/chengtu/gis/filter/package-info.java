/**
 * Conditions on features by the open standard CQL2 (OGC 21-065r2), as text and as JSON: read,
 * checked against a layer, written again, and asked of features in memory. The database's side of
 * it is in {@code gis.store}. Why and how: README.md beside this file.
 */
package city.chengtu.gis.filter;
