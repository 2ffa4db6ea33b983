/** OGC GeoPackage 1.2 and later, read only: SQLite by its own driver, geometries by JTS. */
package city.chengtu.gis.ingest.geopackage;
