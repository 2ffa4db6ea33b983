/**
 * Publishing to an external GeoServer 发布到 GeoServer: which layers, kept in step, and what differs.
 * See docs/geoserver.md.
 */
package city.chengtu.command.geoserver;
