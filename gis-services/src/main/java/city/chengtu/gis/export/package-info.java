/**
 * Features as files for other programs: GeoJSON, CSV, GeoPackage, Shapefile. Each says who took it,
 * when and why. Written as they are read: memory does not grow with the number of features. See
 * README.md beside this file.
 */
package city.chengtu.gis.export;
