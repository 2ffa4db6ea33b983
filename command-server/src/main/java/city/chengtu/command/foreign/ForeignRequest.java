package city.chengtu.command.foreign;

import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import java.util.List;

/**
 * What an administrator sends to register or change a foreign server.
 *
 * @param id when registering
 * @param access null: none, or as it was
 */
record ForeignRequest(
    String id,
    Text title,
    ForeignKind kind,
    String url,
    Datum datum,
    String theme,
    String owner,
    String organisation,
    String approvalNumber,
    ShareClass shareClass,
    Access access,
    List<ForeignLayer> layers) {

  /**
   * How our server shows who it is.
   *
   * @param secret null: as it was
   */
  record Access(ForeignAccess.Way way, String name, String secret) {
    /** Never the secret. */
    @Override
    public String toString() {
      return way + " " + name;
    }
  }

  ForeignSpec spec(ForeignAccess.Way way, String accessName) {
    return new ForeignSpec(
        title,
        kind,
        url,
        datum,
        theme,
        owner,
        organisation,
        approvalNumber,
        shareClass,
        way,
        accessName,
        layers);
  }
}
