package city.chengtu.command.cases;

import city.chengtu.gis.feature.Text;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A case 案卷: something in the city that is out of order.
 *
 * @param number the number people use 案卷编号
 * @param classCode letter and digits of its class, for example E0102 暴露垃圾
 * @param className what the class was called when the case was reported
 * @param source code of where the report came from 问题来源
 * @param component identification code 标识码 of the component it is about, or null
 * @param photos attachments, in the order given
 * @param organisation code of the reporter's organisation
 * @param version 1 when reported, one more with each change
 */
public record Case(
    UUID id,
    String number,
    String scheme,
    String schemeVersion,
    String kind,
    @JsonProperty("class") String classCode,
    Text className,
    CaseState state,
    String source,
    Place place,
    String description,
    String component,
    List<UUID> photos,
    Reporter reporter,
    String organisation,
    Instant reportedAt,
    long version) {
  static final String SUBJECT = "case";

  public Case {
    photos = List.copyOf(photos);
  }

  /**
   * @param lon degrees east
   * @param lat degrees north, CGCS2000 (taken as WGS 84)
   * @param address as people say it, or null
   * @param grid code of the unit grid 单元网格 it lies in, or null
   */
  public record Place(double lon, double lat, String address, String grid) {}

  /** Who reported; personal data. */
  public record Reporter(String account, String name) {}

  Case withPhotos(List<UUID> newPhotos) {
    return new Case(
        id,
        number,
        scheme,
        schemeVersion,
        kind,
        classCode,
        className,
        state,
        source,
        place,
        description,
        component,
        newPhotos,
        reporter,
        organisation,
        reportedAt,
        version);
  }
}
