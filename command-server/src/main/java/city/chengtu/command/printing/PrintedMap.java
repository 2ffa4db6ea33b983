package city.chengtu.command.printing;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.command.printing.PrintOrder.PrintedLayer;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.FilterException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The map within the frame: reads the layers through the reader's sight and draws them, within
 * limits that are told.
 */
final class PrintedMap {
  private static final int PAGE = 2_000;

  private static final int PICTURE_SIDE = 1_600;

  /**
   * A layer that is to be drawn: all about it is checked before anything is read.
   *
   * @param source null for a layer of pictures
   */
  private record Wanted(
      FeatureSource source, Layer layer, MapSight sight, PrintedLayer order, Filter filter) {}

  private final Sheet sheet;
  private final PrintOrder order;
  private final PdfPen pen;
  private final PrintStates states;
  private final PrintImages images;
  private final OrderedPictures pictures;
  private final PrintLimits limits;
  private final long until;
  private final PrintWords words;
  private final Labels labels;
  private final LayerPainter painter;
  private final List<String> notes = new ArrayList<>();
  private final List<Margin.Row> legend = new ArrayList<>();
  private final List<Wanted> wanted = new ArrayList<>();

  PrintedMap(
      Sheet sheet,
      PrintOrder order,
      PdfPen pen,
      PrintStates states,
      PrintImages images,
      OrderedPictures pictures,
      PrintLimits limits) {
    this.images = images;
    this.pictures = pictures;
    this.sheet = sheet;
    this.order = order;
    this.pen = pen;
    this.states = states;
    this.limits = limits;
    this.until = System.nanoTime() + limits.time().toNanos();
    this.words = order.words();
    this.labels = new Labels(sheet);
    this.painter = new LayerPainter(sheet, pen);
  }

  /**
   * Finds the layers as the reader sees them.
   *
   * @throws Refusal 404 for a layer that is not there for the reader, 400 for a bad filter
   */
  PrintedMap of(Catalogue catalogue, AccessPolicy policy, Actor actor) {
    for (int i = 0; i < order.layers().size(); i++) {
      PrintedLayer each = order.layers().get(i);
      Layer picture = pictures.layers().get(each.id());
      if (picture != null) {
        wanted.add(new Wanted(null, picture, null, each, null));
        continue;
      }
      FeatureSource source =
          catalogue.find(each.id()).orElseThrow(() -> Refusal.notFound("layer", each.id()));
      MapSight sight = new MapSight(policy, actor, source.layer());
      if (!sight.some()) {
        throw Refusal.notFound("layer", each.id());
      }
      Layer layer = sight.layer();
      wanted.add(new Wanted(source, layer, sight, each, filter(each, layer, i)));
    }
    return this;
  }

  private static Filter filter(PrintedLayer each, Layer layer, int i) {
    if (each.filter() == null || each.filter().isBlank()) {
      return null;
    }
    try {
      return Cql2.ofText(each.filter()).checkedFor(layer);
    } catch (FilterException e) {
      throw Refusal.invalid("layers/" + i + "/filter", "invalid-filter", e.getMessage());
    }
  }

  void draw() {
    Envelope f = sheet.frame();
    pen.save().rectangle(f.getMinX(), f.getMinY(), f.getWidth(), f.getHeight()).clip();
    for (Wanted each : wanted) {
      Layer layer = each.layer();
      if (each.source() == null) {
        picture(each, layer);
      } else if (layer.live() && order.moment().isPresent()) {
        note(words.liveLeftOut(), layer);
      } else if (pen.full() || System.nanoTime() > until) {
        note(words.tooLarge(), layer);
        break;
      } else {
        layer(each, layer);
      }
    }
    pen.restore();
  }

  private void picture(Wanted each, Layer layer) {
    BufferedImage picture = pictures.images().get(layer.id());
    if (picture == null) {
      note(order.moment().isPresent() ? words.pictureLeftOut() : words.unanswered(), layer);
      return;
    }
    Envelope f = sheet.frame();
    pen.save().beginLayer(states.layer(words.title(layer.title())));
    if (each.order().opacity() != null && each.order().opacity() < 1) {
      pen.state(states.opacity(each.order().opacity()));
    }
    String name = images.add(new Warp(sheet, pictures.area(), PICTURE_SIDE).draw(picture));
    pen.image(name, f.getMinX(), f.getMinY(), f.getWidth(), f.getHeight()).endLayer().restore();
    legend.add(0, new Margin.Row(Look.area(null, 1, Rgb.GREY, 0.5), words.title(layer.title())));
  }

  private void note(String form, Layer layer) {
    notes.add(String.format(Locale.ROOT, form, words.title(layer.title()), limits.features()));
  }

  private void layer(Wanted each, Layer layer) {
    Looks looks = Looks.of(layer, sheet.zoom(), words.english());
    pen.save().beginLayer(states.layer(words.title(layer.title())));
    if (each.order().opacity() != null && each.order().opacity() < 1) {
      pen.state(states.opacity(each.order().opacity()));
    }
    Map<String, List<Geometry>> byLook = read(each, layer, looks);
    for (String key : looks.keys()) {
      List<Geometry> geometries = byLook.getOrDefault(key, List.of());
      if (!geometries.isEmpty()) {
        draw(geometries, looks.look(key), layer);
      }
    }
    pen.endLayer().restore();
  }

  private void draw(List<Geometry> geometries, Look look, Layer layer) {
    String faint = look.fill() != null && look.cover() < 1 ? states.opacity(look.cover()) : null;
    painter.begin(look);
    for (Geometry geometry : geometries) {
      if (pen.full()) {
        note(words.tooLarge(), layer);
        break;
      }
      painter.draw(geometry, look, faint);
    }
    String title = words.title(layer.title());
    legend.add(
        0, new Margin.Row(look, look.title() == null ? title : title + " · " + look.title()));
  }

  /** On the sheet's plane, by look; what the reader must not see is left out here. */
  private Map<String, List<Geometry>> read(Wanted each, Layer layer, Looks looks) {
    Map<String, List<Geometry>> byLook = new LinkedHashMap<>();
    FeatureQuery query =
        FeatureQuery.of(layer.id())
            .within(sheet.degrees())
            .asOf(order.moment().orElse(null))
            .withMaxRank((int) Math.min(ScaleRange.DEEPEST, Math.ceil(sheet.zoom()) + 1))
            .withFilter(each.filter())
            .withLimit(PAGE);
    int drawn = 0;
    long corners = 0;
    List<Feature> page = each.source().read(query);
    while (!page.isEmpty()) {
      for (Feature feature : page) {
        if (!each.sight().shows(feature)) {
          continue;
        }
        if (drawn++ == limits.features()) {
          note(words.tooMany(), layer);
          return byLook;
        }
        corners += feature.geometry().getNumPoints();
        if (corners > limits.corners()) {
          note(words.tooLarge(), layer);
          return byLook;
        }
        Map<String, Object> properties = each.sight().properties(feature);
        Geometry placed = sheet.plane().fromLonLat(feature.geometry());
        byLook.computeIfAbsent(looks.key(properties), key -> new ArrayList<>()).add(placed);
        labels.offer(layer, placed, properties);
      }
      if (System.nanoTime() > until) {
        note(words.tooLarge(), layer);
        return byLook;
      }
      page =
          page.size() < PAGE
              ? List.of()
              : each.source().read(query.withAfter(page.get(page.size() - 1).id()));
    }
    return byLook;
  }

  Labels labels() {
    return labels;
  }

  /** Topmost layer first. */
  List<Margin.Row> legend() {
    return legend;
  }

  /** What was left out, in the page's language. */
  List<String> notes() {
    return notes;
  }

  /** Approval numbers of the layers, each once. */
  List<String> approvals() {
    return wanted.stream()
        .map(each -> each.layer().origin().approvalNumber())
        .filter(number -> number != null && !number.isBlank())
        .distinct()
        .toList();
  }
}
