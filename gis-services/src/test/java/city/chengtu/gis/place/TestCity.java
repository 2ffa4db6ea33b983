package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.StandardLayers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Features and the index of them, without a store. */
final class TestCity {
  final List<Feature> features = new ArrayList<>();

  TestCity add(String layer, String id, String wkt, Object... properties) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    features.add(new Feature(layer, id, 1, Instant.EPOCH, draw(wkt), map));
    return this;
  }

  static Geometry draw(String wkt) {
    try {
      return new WKTReader().read(wkt);
    } catch (ParseException e) {
      throw new IllegalArgumentException(wkt, e);
    }
  }

  Map<String, LayerNames> index() {
    Map<String, NameTableBuilder> builders = new LinkedHashMap<>();
    Map<String, LayerNames> names = new LinkedHashMap<>();
    for (Feature feature : features) {
      PlaceFields fields = PlaceFields.of(StandardLayers.get(feature.layer()));
      PlaceEntry entry = fields.entry(feature);
      if (entry != null) {
        builders.computeIfAbsent(feature.layer(), layer -> new NameTableBuilder(fields)).add(entry);
      }
    }
    builders.forEach(
        (layer, builder) ->
            names.put(
                layer,
                LayerNames.of(
                    layer, PlaceFields.of(StandardLayers.get(layer)), 1, builder.build())));
    return names;
  }

  PlaceSearch search() {
    Map<String, LayerNames> names = index();
    return new PlaceSearch(
        () -> names,
        (layer, ids) ->
            features.stream()
                .filter(feature -> feature.layer().equals(layer) && ids.contains(feature.id()))
                .toList(),
        () -> {});
  }
}
