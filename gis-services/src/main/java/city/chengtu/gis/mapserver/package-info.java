/**
 * Publishing to an external GeoServer 发布到 GeoServer: what should stand there, what stands there,
 * the difference, and the steps between them, over its REST interface. Knows no HTTP: whoever uses
 * it hands in a {@link city.chengtu.gis.mapserver.RestDoor}. See docs/geoserver.md.
 */
package city.chengtu.gis.mapserver;
