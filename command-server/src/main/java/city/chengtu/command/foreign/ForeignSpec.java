package city.chengtu.command.foreign;

import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import java.util.List;

/**
 * What an administrator says of a foreign server; no secret is in it.
 *
 * @param url address of the service; for tiles with {z}, {x} and {y}
 * @param theme where its layers hang in the catalogue
 * @param owner who answers for the data
 * @param organisation code of that department, whose people see the layers whatever their share
 *     class; null for none
 * @param approvalNumber map approval number 审图号; null for none
 * @param way how the server shows who it is
 * @param accessName see {@link ForeignAccess}
 */
record ForeignSpec(
    Text title,
    ForeignKind kind,
    String url,
    Datum datum,
    String theme,
    String owner,
    String organisation,
    String approvalNumber,
    ShareClass shareClass,
    ForeignAccess.Way way,
    String accessName,
    List<ForeignLayer> layers) {
  ForeignSpec {
    datum = datum == null ? Datum.WGS84 : datum;
    theme = theme == null ? "base" : theme;
    shareClass = shareClass == null ? ShareClass.CONDITIONAL : shareClass;
    way = way == null ? ForeignAccess.Way.NONE : way;
    accessName = accessName == null ? "" : accessName;
    layers = layers == null ? List.of() : List.copyOf(layers);
  }
}
