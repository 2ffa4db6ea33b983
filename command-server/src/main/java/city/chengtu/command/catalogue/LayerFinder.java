package city.chengtu.command.catalogue;

import city.chengtu.command.onemap.LayerCard;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.place.TitleSearch;
import city.chengtu.gis.store.LayerRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds layers among those a reader sees. Some hundred are looked through one by one. */
final class LayerFinder {
  private final List<Theme> themes;
  private final Map<String, LayerRecords.Version> records;

  LayerFinder(List<Theme> themes, Map<String, LayerRecords.Version> records) {
    this.themes = themes;
    this.records = records;
  }

  private record Ranked(LayerCard card, int rank) {}

  /** Best first; without a text in the order given. */
  List<LayerCard> find(List<LayerCard> cards, CatalogueQuery query) {
    List<LayerCard> fitting = cards.stream().filter(card -> fits(card.layer(), query)).toList();
    if (query.text().isEmpty()) {
      return fitting;
    }
    Optional<TitleSearch> search = TitleSearch.of(query.text().get());
    if (search.isEmpty()) {
      return List.of();
    }
    List<Ranked> ranked = new ArrayList<>();
    for (LayerCard card : fitting) {
      int rank = search.get().rank(texts(card.layer()));
      if (rank >= 0) {
        ranked.add(new Ranked(card, rank));
      }
    }
    boolean precise = ranked.stream().anyMatch(r -> r.rank() < TitleSearch.SIMILAR);
    return ranked.stream()
        .filter(r -> !precise || r.rank() < TitleSearch.SIMILAR)
        .sorted(Comparator.comparingInt(Ranked::rank).thenComparing(r -> r.card().layer().id()))
        .map(Ranked::card)
        .toList();
  }

  private boolean fits(Layer layer, CatalogueQuery query) {
    return query.theme().map(theme -> below(theme).contains(layer.theme())).orElse(true)
        && query.share().map(share -> share == layer.origin().shareClass()).orElse(true)
        && query.owner().map(owner -> owns(layer, owner)).orElse(true);
  }

  private static boolean owns(Layer layer, String owner) {
    return owner.equals(layer.origin().organisation()) || layer.origin().owner().contains(owner);
  }

  private Set<String> below(String theme) {
    Set<String> all = new HashSet<>(Set.of(theme));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Theme t : themes) {
        if (t.parent() != null && all.contains(t.parent())) {
          grown |= all.add(t.id());
        }
      }
    }
    return all;
  }

  /** The most telling first. */
  private List<String> texts(Layer layer) {
    List<String> texts = new ArrayList<>();
    texts.add(layer.title().zh());
    texts.add(layer.title().en());
    texts.add(layer.id());
    Text theme =
        themes.stream()
            .filter(t -> t.id().equals(layer.theme()))
            .map(Theme::title)
            .findFirst()
            .orElse(new Text("", ""));
    texts.add(theme.zh());
    texts.add(theme.en());
    texts.add(layer.origin().owner());
    Optional.ofNullable(records.get(layer.id()))
        .ifPresent(
            version -> {
              texts.add(version.record().resourceCode());
              texts.add(version.record().summary().zh());
              texts.add(version.record().summary().en());
            });
    layer.fields().forEach(field -> texts.add(field.title().zh()));
    texts.removeIf(String::isBlank);
    return texts;
  }
}
