package city.chengtu.command.geoserver;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.onemap.Extents;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.mapserver.PublishedLayer;
import city.chengtu.gis.style.Sld;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a layer may stand at the GeoServer: seen with the eyes of one role of ours, whole or not
 * at all, and never a personal field. GeoServer's own rules stand before it; they cannot tell our
 * rows apart, so a layer of which the role sees only some rows stays here.
 */
final class PublishedLayers {
  /** No division has this code; an empty one would stand for the whole city. */
  private static final String NOWHERE = "nowhere";

  private static final String TEXT = "java.lang.String";
  private static final String SHAPE = "org.locationtech.jts.geom.Geometry";

  private final Catalogue catalogue;
  private final AccessPolicy policy;
  private final Extents extents;
  private final GeoServerSettings settings;

  PublishedLayers(
      Catalogue catalogue, AccessPolicy policy, Extents extents, GeoServerSettings settings) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.extents = extents;
    this.settings = settings;
  }

  /** A layer as it goes out: its definition with the fields that show, and what GeoServer gets. */
  record Outgoing(Layer layer, PublishedLayer published) {}

  /** Empty with a reason in {@link #obstacle} when the layer may not go out. */
  Optional<Outgoing> find(String id) {
    if (obstacle(id).isPresent()) {
      return Optional.empty();
    }
    FeatureSource source = catalogue.get(id);
    Layer shown = shown(source.layer());
    return Optional.of(
        new Outgoing(
            shown,
            new PublishedLayer(
                id,
                shown.title().zh(),
                shown.title().en() + " · " + shown.origin().owner(),
                columns(shown),
                Sld.of(shown),
                shown.origin().shareClass() == ShareClass.UNCONDITIONAL
                    ? List.of("*")
                    : settings.readers(),
                extents.find(id, source.version()).orElse(null))));
  }

  /** Why a layer may not stand at the GeoServer; empty when it may. */
  Optional<String> obstacle(String id) {
    Optional<FeatureSource> source = catalogue.find(id);
    if (source.isEmpty()) {
      return Optional.of("there is no layer " + id);
    }
    Layer layer = source.get().layer();
    if (layer.live()) {
      return Optional.of(id + " is live: only stored layers have a table to read");
    }
    if (layer.origin().shareClass() == ShareClass.NOT_SHARED) {
      return Optional.of(id + " is not to be shared");
    }
    if (!new MapSight(policy, reader(), layer).all()) {
      return Optional.of("the role " + settings.role() + " does not see all of " + id);
    }
    return Optional.empty();
  }

  private Layer shown(Layer layer) {
    Layer seen = new MapSight(policy, reader(), layer).layer();
    return new Layer(
        seen.id(),
        seen.theme(),
        seen.title(),
        seen.geometry(),
        seen.fields().stream().filter(f -> !f.personal()).filter(PublishedLayers::fits).toList(),
        seen.origin(),
        seen.scales(),
        seen.style(),
        seen.live());
  }

  /** PostgreSQL cuts longer names, and these three are columns already. */
  private static boolean fits(Field field) {
    return field.name().getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 64
        && !Set.of("fid", "id", "geom").contains(field.name());
  }

  /**
   * Who reads there is bound to no place of ours: what the role sees of its own area is not his.
   */
  private Actor reader() {
    return new Actor(
        "geoserver", "GeoServer", "", NOWHERE, Set.of(settings.role()), Set.of(), "", "system");
  }

  /** As GeoServer binds the view's columns; fid is the key and no attribute of its own. */
  private static Map<String, String> columns(Layer layer) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("fid", "java.lang.Long");
    columns.put("id", TEXT);
    for (Field field : layer.fields()) {
      columns.put(
          field.name(),
          switch (field.type()) {
            case INTEGER -> "java.lang.Long";
            case NUMBER -> "java.lang.Double";
            case BOOLEAN -> "java.lang.Boolean";
            case TEXT, DATE, TIMESTAMP -> TEXT;
          });
    }
    columns.put("geom", SHAPE);
    return columns;
  }
}
