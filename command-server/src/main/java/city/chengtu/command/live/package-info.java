/**
 * The live feed: every client hears every entry it may see, once and in order, from the position of
 * its snapshot on; or it is told to load anew. See README.md in this folder.
 */
package city.chengtu.command.live;
