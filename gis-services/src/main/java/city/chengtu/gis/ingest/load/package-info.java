/**
 * A load as a conversation: open a delivered file of any format, see what was found out about it
 * ({@link city.chengtu.gis.ingest.load.Preview}), decide what was not, then let its rows through
 * the checks into a layer. Rows that cannot be taken are kept with the reason, never lost.
 */
package city.chengtu.gis.ingest.load;
