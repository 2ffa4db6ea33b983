/**
 * The guarded gateway 外部地图服务网关: map services of others (WMS, WMTS, WFS, tiles) as layers of our
 * map, reached through this server only. See README.md beside this file.
 */
package city.chengtu.command.foreign;
