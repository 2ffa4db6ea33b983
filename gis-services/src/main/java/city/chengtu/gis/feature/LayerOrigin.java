package city.chengtu.gis.feature;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Where a layer's data comes from and how far it may travel.
 *
 * @param owner the department in charge
 * @param date the day the data describes; null when unknown
 * @param approvalNumber the map approval number 审图号 that every published map must show; null for
 *     none
 */
public record LayerOrigin(
    String owner, String source, LocalDate date, String approvalNumber, ShareClass shareClass) {
  public LayerOrigin {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(shareClass, "shareClass");
  }
}
