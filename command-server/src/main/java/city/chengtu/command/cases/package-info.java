/**
 * Cases 案卷 of digital urban management: somebody reports a broken component or an event, with
 * class, place and photos, and it shows on the map. Classes, numbering and sources are data ({@code
 * reference/}); the workflow after the report is not built yet. See README.md beside this file.
 */
package city.chengtu.command.cases;
