/**
 * The one map over HTTP: catalogue, features, clicks, vector tiles, places. Everything is read
 * through {@code gis.feature} and filtered by the access policy; nothing here knows a table. See
 * README.md beside this file.
 */
package city.chengtu.command.onemap;
