package city.chengtu.command.loads;

import city.chengtu.gis.coordinate.DatumShift;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.ingest.load.Wishes;
import city.chengtu.gis.ingest.table.PlaceColumns;
import java.util.Map;

/**
 * What was decided about a file; null for what is found out or has its usual value.
 *
 * @param part which layer, table or sheet of the file
 * @param shift dx,dy,dz[,rx,ry,rz,ppm] of 北京54 or 西安80 to WGS 84
 * @param swapXY true when north stands first
 * @param layer the layer it goes into; null while nobody has said
 * @param newLayer how a new layer is described; null when the layer is there
 * @param mapping the file's field by the layer's; an empty text leaves the layer's field empty
 * @param id the file's field that holds the features' identity
 * @param add true to keep what the layer has; else the file is the whole of it
 * @param fromZoom smallest zoom at which the features are drawn
 * @param anywhere true when what lies outside the city may come in too
 * @param mostBad with more bad rows the whole file is refused
 */
public record LoadOptions(
    String part,
    String encoding,
    String crs,
    String shift,
    Boolean swapXY,
    String x,
    String y,
    String wkt,
    String layer,
    NewLayer newLayer,
    Map<String, String> mapping,
    String id,
    Boolean add,
    Integer fromZoom,
    Boolean anywhere,
    Integer mostBad) {
  static final LoadOptions NONE =
      new LoadOptions(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null);

  private static final int RANK = 12;
  private static final int MOST_BAD = 10_000;

  /**
   * @param share unconditional, conditional or not-shared
   * @param organisation code of the department in charge; null for the sender's own
   * @param owner that department as people read it
   */
  public record NewLayer(
      String zh, String en, String theme, String share, String organisation, String owner) {
    ShareClass shareClass() {
      for (ShareClass known : ShareClass.values()) {
        if (known.text().equals(share)) {
          return known;
        }
      }
      return ShareClass.NOT_SHARED;
    }
  }

  public LoadOptions {
    mapping = mapping == null ? Map.of() : Map.copyOf(mapping);
  }

  boolean adds() {
    return Boolean.TRUE.equals(add);
  }

  int rank() {
    return fromZoom == null ? RANK : fromZoom;
  }

  int badRows() {
    return mostBad == null ? MOST_BAD : mostBad;
  }

  /**
   * @throws IllegalArgumentException when the shift is none
   */
  Wishes wishes() {
    return new Wishes(
        part,
        encoding,
        crs,
        shift == null ? null : DatumShift.parse(shift),
        Boolean.TRUE.equals(swapXY),
        new PlaceColumns.Choice(wkt, x, y));
  }
}
