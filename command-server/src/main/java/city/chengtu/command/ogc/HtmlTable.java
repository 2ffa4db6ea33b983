package city.chengtu.command.ogc;

import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** A page of features as a table: identity, place, and the fields that show. */
final class HtmlTable implements FeatureWriter {
  private final OutputStream out;
  private final OgcRequest request;
  private final Layer layer;
  private final Crs crs;
  private Html html;

  HtmlTable(OutputStream out, OgcRequest request, Layer layer, Crs crs) {
    this.out = out;
    this.request = request;
    this.layer = layer;
    this.crs = crs;
  }

  @Override
  public void begin() {
    Language language = request.language();
    String title = language.say(layer.title());
    html = Html.page(request, title, request.trail(layer));
    List<String> columns = new ArrayList<>();
    columns.add(language.say("标识", "Identity"));
    columns.add(language.say("图形", "Geometry"));
    layer.fields().stream().map(Field::title).map(language::say).forEach(columns::add);
    html.beginTable(title, columns);
  }

  @Override
  public void write(FeatureRow row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.id());
    cells.add(place(row.geometry()));
    for (Field field : layer.fields()) {
      Object value = row.properties().get(field.name());
      cells.add(value == null ? "" : value.toString());
    }
    html.row(request.item(layer.id(), row.id()), cells);
  }

  private String place(Geometry geometry) {
    Coordinate middle = crs.shown(geometry).getEnvelopeInternal().centre();
    double east = rounded(middle.x);
    double north = rounded(middle.y);
    return geometry.getGeometryType()
        + " "
        + (crs.northFirst() ? north + ", " + east : east + ", " + north);
  }

  /** To a centimetre or so. */
  private double rounded(double value) {
    double steps = crs.degrees() ? 1e7 : 100;
    return Math.round(value * steps) / steps;
  }

  @Override
  public void end(int returned, Long matched, List<Link> links) {
    html.endTable();
    String of = matched == null ? "" : " / " + matched;
    html.paragraph(request.language().say("要素 ", "Features ") + returned + of);
    html.links(
        links.stream()
            .filter(l -> l.rel().equals("next") || l.rel().equals("collection"))
            .toList());
  }

  @Override
  public void flush() throws IOException {
    out.write(html.taken().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.write(html.end().getBytes(StandardCharsets.UTF_8));
    out.close();
  }
}
