package city.chengtu.command.questions;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.questions.Asked.LayerAsk;
import city.chengtu.command.questions.Asked.Query;
import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.filter.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A question read, checked, and ready to be answered for its asker. */
record Prepared(List<Part> parts, Area area, int limit) {
  static final int LARGEST = 1_000_000;
  private static final int MOST_LAYERS = 20;
  private static final char CURSOR = ':';

  /**
   * One layer of it.
   *
   * @param filter null for all
   * @param after where to begin; null at the start
   */
  record Part(Opened opened, Filter filter, String after) {
    LayerRows rows(Area area) {
      return new LayerRows(opened, filter, area, after);
    }

    /** The whole condition as CQL2 text; empty when there is none. */
    String cql2(Area area) {
      Filter whole = LayerFilter.with(filter, area, opened.source().layer());
      return whole == null ? "" : whole.toText();
    }
  }

  /**
   * @param otherwise the limit when none is given
   * @throws Refusal 400 naming the member at fault
   */
  static Prepared of(Actor actor, Query asked, Sights sights, Areas areas, int otherwise) {
    if (asked.layers() == null || asked.layers().isEmpty() || asked.layers().size() > MOST_LAYERS) {
      throw Refusal.invalid("/layers", "out-of-range", "ask for 1 to " + MOST_LAYERS + " layers");
    }
    Area area = areas.of(actor, asked.area());
    List<Part> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < asked.layers().size(); i++) {
      LayerAsk layer = asked.layers().get(i);
      Opened opened = sights.open(actor, layer.layer(), "/layers/" + i + "/layer");
      if (!names.add(layer.layer())) {
        throw Refusal.invalid(
            "/layers/" + i + "/layer", "given-twice", "a layer stands there twice");
      }
      parts.add(
          new Part(
              opened, LayerFilter.read(layer, opened.layer(), "/layers/" + i + "/filter"), null));
    }
    int limit = asked.limit() == null ? otherwise : asked.limit();
    if (limit < 1 || limit > LARGEST) {
      throw Refusal.invalid("/limit", "out-of-range", "limit is from 1 to " + LARGEST);
    }
    return new Prepared(behind(parts, asked.after()), area, limit);
  }

  /**
   * Refuses what could not be asked.
   *
   * @throws Refusal 400 naming the member at fault
   */
  static void check(Actor actor, Query asked, Sights sights, Areas areas) {
    if (of(actor, asked, sights, areas, LARGEST).parts().isEmpty()) {
      throw new IllegalStateException("a question without layers was taken");
    }
  }

  private static List<Part> behind(List<Part> parts, String after) {
    if (after == null) {
      return List.copyOf(parts);
    }
    int colon = after.indexOf(CURSOR);
    String layer = colon < 0 ? "" : after.substring(0, colon);
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).opened().id().equals(layer)) {
        List<Part> rest = new ArrayList<>(parts.subList(i, parts.size()));
        String id = after.substring(colon + 1);
        rest.set(0, new Part(rest.get(0).opened(), rest.get(0).filter(), id.isEmpty() ? null : id));
        return List.copyOf(rest);
      }
    }
    throw Refusal.invalid("/after", "not-a-cursor", "after comes from `next` of an earlier answer");
  }

  /** Where to go on behind a feature, or at the beginning of a layer. */
  static String cursor(String layer, String id) {
    return layer + CURSOR + (id == null ? "" : id);
  }
}
