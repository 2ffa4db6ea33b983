package city.chengtu.command.catalogue;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerRecord;
import city.chengtu.gis.feature.LayerRecord.ResourceKind;
import city.chengtu.gis.feature.LayerRecord.SecurityMark;
import city.chengtu.gis.feature.LayerRecord.Status;
import city.chengtu.gis.feature.LayerRecord.UpdateCycle;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What somebody wants to change in a layer's entry; null leaves as it is, an empty text clears.
 *
 * @param organisation code of the organisation in charge, as accounts have it
 */
record LayerPatch(
    Text title,
    String theme,
    Text summary,
    String owner,
    String organisation,
    String contact,
    ShareClass shareClass,
    String shareCondition,
    Boolean open,
    String openCondition,
    UpdateCycle updateCycle,
    SecurityMark securityMark,
    ResourceKind resourceKind,
    String resourceCode,
    String approvalNumber,
    LocalDate date,
    List<String> required,
    Status status) {

  /** Who sees the layer depends on it. */
  boolean touchesRights() {
    return shareClass != null || organisation != null || open != null;
  }

  /** These stand in the layer's definition, which the program gives to live layers. */
  private boolean touchesDefinition() {
    return Stream.of(title, theme, owner, organisation, shareClass, approvalNumber, date)
        .anyMatch(Objects::nonNull);
  }

  /**
   * @throws Refusal 400 for what cannot be changed on a live layer
   */
  Layer applied(Layer layer) {
    if (!touchesDefinition()) {
      return layer;
    }
    if (layer.live()) {
      throw Refusal.invalid(
          "/",
          "live-layer",
          "title, theme, owner and share class of a live layer are the program's");
    }
    LayerOrigin o = layer.origin();
    return layer
        .withTitle(or(title, layer.title()), or(theme, layer.theme()))
        .withOrigin(
            new LayerOrigin(
                or(owner, o.owner()),
                o.source(),
                or(date, o.date()),
                approvalNumber == null ? o.approvalNumber() : emptyIsNull(approvalNumber),
                or(shareClass, o.shareClass()),
                organisation == null ? o.organisation() : emptyIsNull(organisation)));
  }

  /**
   * @throws Refusal 400 when a required field is none of the layer's
   */
  LayerRecord applied(LayerRecord r, Layer layer) {
    if (required != null) {
      for (String field : required) {
        if (layer.field(field).isEmpty()) {
          throw Refusal.invalid(
              "/required", "unknown-field", "the layer has no field '" + field + "'");
        }
      }
    }
    return new LayerRecord(
        or(summary, r.summary()),
        or(contact, r.contact()),
        or(shareCondition, r.shareCondition()),
        or(open, r.open()),
        or(openCondition, r.openCondition()),
        or(updateCycle, r.updateCycle()),
        or(securityMark, r.securityMark()),
        or(resourceKind, r.resourceKind()),
        or(resourceCode, r.resourceCode()),
        required == null ? r.required() : required.stream().distinct().toList(),
        or(status, r.status()));
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  private static String emptyIsNull(String text) {
    return text.isBlank() ? null : text;
  }
}
