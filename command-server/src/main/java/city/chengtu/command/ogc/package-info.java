/**
 * The one map by the standards of the Open Geospatial Consortium: OGC API – Features Part 1 (core),
 * Part 2 (reference systems) and Part 3 (filters), for every layer of the catalogue.
 */
package city.chengtu.command.ogc;
