package city.chengtu.gis.feature;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Where a layer's data comes from and how far it may travel.
 *
 * @param owner the department in charge, as people read it
 * @param organisation code of that department, as accounts have it; null when it has none here. Its
 *     people see the layer whole, however far it is shared
 * @param date the day the data describes; null when unknown
 * @param approvalNumber the map approval number 审图号 that every published map must show; null for
 *     none
 */
public record LayerOrigin(
    String owner,
    String source,
    LocalDate date,
    String approvalNumber,
    ShareClass shareClass,
    String organisation) {
  public LayerOrigin {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(shareClass, "shareClass");
  }

  /** Of a department that has no accounts here. */
  public LayerOrigin(
      String owner, String source, LocalDate date, String approvalNumber, ShareClass shareClass) {
    this(owner, source, date, approvalNumber, shareClass, null);
  }

  public LayerOrigin withOrganisation(String code) {
    return new LayerOrigin(owner, source, date, approvalNumber, shareClass, code);
  }
}
