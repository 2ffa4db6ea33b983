package city.chengtu.command.downloads;

import city.chengtu.command.api.Call;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.export.ExportSystem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;

/**
 * What somebody wants to take.
 *
 * @param box lon,lat; null for everywhere
 * @param filter CQL2 text; null for none
 * @param at past moment; null for now
 * @param purpose what it is for
 */
record DownloadRequest(
    String layer,
    Format format,
    ExportSystem system,
    Charset charset,
    Envelope box,
    String filter,
    Instant at,
    String purpose) {
  private static final int PURPOSE = 400;

  /** The kinds of files. */
  enum Format {
    GEOJSON("application/geo+json", "geojson"),
    GEOJSONSEQ("application/x-ndjson", "geojsonl"),
    CSV("application/zip", "csv.zip"),
    GPKG("application/geopackage+sqlite3", "gpkg"),
    SHP("application/zip", "shp.zip");

    private final String mediaType;
    private final String ending;

    Format(String mediaType, String ending) {
      this.mediaType = mediaType;
      this.ending = ending;
    }

    String mediaType() {
      return mediaType;
    }

    String ending() {
      return ending;
    }

    boolean lonLatOnly() {
      return this == GEOJSON || this == GEOJSONSEQ;
    }

    boolean hasEncodings() {
      return this == CSV || this == SHP;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DownloadRequest of(Call call) {
    Format format = format(call);
    ExportSystem system =
        call.query("crs")
            .map(
                text ->
                    ExportSystem.of(text)
                        .orElseThrow(
                            () ->
                                Refusal.invalid(
                                    "crs",
                                    "unknown-crs",
                                    "crs must be 4326, 4490, 4547, 4549 or 3857")))
            .orElse(ExportSystem.WGS84);
    if (format.lonLatOnly() && system != ExportSystem.WGS84 && system != ExportSystem.CGCS2000) {
      throw Refusal.invalid("crs", "lon-lat-only", "GeoJSON is longitude, latitude (RFC 7946)");
    }
    String purpose =
        call.query("purpose")
            .orElseThrow(() -> Refusal.invalid("purpose", "required", "say what it is for"));
    if (purpose.length() > PURPOSE) {
      throw Refusal.invalid("purpose", "too-long", "purpose is longer than " + PURPOSE);
    }
    return new DownloadRequest(
        call.path("layer"),
        format,
        system,
        charset(call, format),
        call.queryBox("bbox").orElse(null),
        call.query("filter").orElse(null),
        call.queryTime("at").orElse(null),
        purpose.strip());
  }

  private static Format format(Call call) {
    String text =
        call.query("format")
            .orElseThrow(() -> Refusal.invalid("format", "required", "say which kind of file"));
    return Arrays.stream(Format.values())
        .filter(f -> f.code().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "format",
                    "unknown-format",
                    Arrays.stream(Format.values())
                        .map(Format::code)
                        .collect(Collectors.joining(", ", "format must be one of ", ""))));
  }

  private static Charset charset(Call call, Format format) {
    String text = call.query("encoding").orElse("utf-8").toLowerCase(Locale.ROOT);
    if (!text.equals("utf-8") && !text.equals("gbk")) {
      throw Refusal.invalid("encoding", "unknown-encoding", "encoding must be utf-8 or gbk");
    }
    if (text.equals("gbk") && !format.hasEncodings()) {
      throw Refusal.invalid("encoding", "utf-8-only", format.code() + " is UTF-8");
    }
    return text.equals("gbk") ? Charset.forName("GBK") : StandardCharsets.UTF_8;
  }

  /** Area, filter and moment, in words. */
  String asked() {
    StringBuilder asked = new StringBuilder();
    if (box != null) {
      asked.append(
          String.format(
              Locale.ROOT,
              "bbox=%s,%s,%s,%s ",
              box.getMinX(),
              box.getMinY(),
              box.getMaxX(),
              box.getMaxY()));
    }
    if (filter != null) {
      asked.append("filter=").append(filter).append(' ');
    }
    if (at != null) {
      asked.append("at=").append(at);
    }
    return asked.toString().strip();
  }
}
