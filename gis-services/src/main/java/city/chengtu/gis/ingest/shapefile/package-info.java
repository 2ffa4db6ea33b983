/**
 * Shapefiles (ESRI Shapefile Technical Description, July 1998), loose or zipped, with their dBASE
 * tables. Small readers of our own: every count is held against the bytes that are really there.
 */
package city.chengtu.gis.ingest.shapefile;
