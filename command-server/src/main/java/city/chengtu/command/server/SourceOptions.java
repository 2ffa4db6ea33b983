package city.chengtu.command.server;

import city.chengtu.gis.coordinate.DatumShift;
import city.chengtu.gis.ingest.load.Wishes;
import city.chengtu.gis.ingest.table.PlaceColumns;
import picocli.CommandLine.Option;

/** What the user may say about a delivered file; what is not said is found out. */
final class SourceOptions {
  @Option(
      names = "--part",
      paramLabel = "NAME",
      description = "部分：which layer, table or sheet of the file (default: the first)")
  private String part;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "编码：of the file's text: GBK, UTF-8, … (default: found out)")
  private String encoding;

  @Option(
      names = "--crs",
      paramLabel = "NAME",
      description = "坐标系：EPSG:4547, EPSG:4490, GCJ-02, BD-09, … (default: found out)")
  private String crs;

  @Option(
      names = "--shift",
      paramLabel = "DX,DY,DZ[,RX,RY,RZ,PPM]",
      description =
          "转换参数：how 北京54 or 西安80 lies to WGS 84: metres, arc seconds, parts per million"
              + " (position vector, as PROJ's towgs84)")
  private String shift;

  @Option(names = "--swap-xy", description = "X/Y 互换：north stands first in the file")
  private boolean swap;

  @Option(names = "--x", paramLabel = "COLUMN", description = "column of the longitude or easting")
  private String x;

  @Option(names = "--y", paramLabel = "COLUMN", description = "column of the latitude or northing")
  private String y;

  @Option(names = "--wkt", paramLabel = "COLUMN", description = "column of well-known text")
  private String wkt;

  Wishes wishes() {
    return new Wishes(
        part,
        encoding,
        crs,
        shift == null ? null : DatumShift.parse(shift),
        swap,
        new PlaceColumns.Choice(wkt, x, y));
  }
}
