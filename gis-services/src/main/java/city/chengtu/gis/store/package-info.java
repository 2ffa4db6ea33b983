/**
 * The database, its two dialects, and map layers stored with their history; why and how: README.md
 * beside this file.
 */
package city.chengtu.gis.store;
