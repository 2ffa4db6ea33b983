package city.chengtu.command.catalogue;

import city.chengtu.command.catalogue.UseTable.DayOfUse;
import city.chengtu.command.catalogue.UseTable.User;
import city.chengtu.command.onemap.LayerCard;
import city.chengtu.gis.feature.LayerRecord;
import city.chengtu.gis.feature.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * All the catalogue says of a layer to one reader.
 *
 * @param version of the entry; 0 while nobody has written any
 * @param group titles of the themes above it, the topmost first
 * @param lineage where the last change came from; null for a live layer or one never loaded
 * @param quality null while unchecked, or when some of the layer is not for the reader
 * @param use null for who may not know it
 * @param subscribed whether the reader hears of changes
 */
record LayerEntry(
    LayerCard layer,
    long version,
    Instant editedAt,
    List<Text> group,
    LayerRecord record,
    List<String> crs,
    List<Service> services,
    Lineage lineage,
    QualityFigures quality,
    Use use,
    boolean subscribed) {

  /** An address by which the layer is read. */
  record Service(String type, String href) {}

  /**
   * @param load id of the change set
   */
  record Lineage(String source, UUID load, String title, String author, Instant at) {}

  /** The last thirty days. */
  record Use(List<DayOfUse> days, List<User> users) {}
}
