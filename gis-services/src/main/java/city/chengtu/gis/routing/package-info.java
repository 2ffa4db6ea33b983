/**
 * Travel times by road. Why it is built this way, what it costs and where it ends: README.md in
 * this package.
 */
package city.chengtu.gis.routing;
