/**
 * Loads of delivered files into layers over the API: upload, preview, decisions, dry run, commit,
 * undo. The reading and checking itself is in {@link city.chengtu.gis.ingest.load}.
 */
package city.chengtu.command.loads;
