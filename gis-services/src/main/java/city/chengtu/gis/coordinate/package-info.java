/**
 * Where on earth: reference systems and the way between them (GeoTools), the shifted coordinates of
 * Chinese web maps, and lengths and areas in metres. Everything that enters the store passes
 * through here if it is not lon,lat already.
 */
package city.chengtu.gis.coordinate;
