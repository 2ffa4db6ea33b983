package city.chengtu.gis.feature;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Envelope;

/**
 * Which features of a layer are wanted; answered in order of id, so that pages follow each other by
 * {@code after}.
 *
 * @param bbox lon,lat degrees: features whose envelope meets it; null for everywhere
 * @param since the layer is read over a time that begins here: each feature that was true at any
 *     moment of it, as it was last within it; null for a single moment
 * @param at the moment to read the layer as of, or the end of the time; null for now
 * @param maxRank only features drawn at this zoom or before (tile generalisation)
 * @param limit most features answered, at least 1
 * @param after only features with a greater id; null for the first page
 * @param filter only features it is true of; null for all
 */
public record FeatureQuery(
    String layer,
    Envelope bbox,
    Instant since,
    Instant at,
    int maxRank,
    int limit,
    String after,
    FeatureCondition filter) {
  private static final int DEFAULT_LIMIT = 1_000;

  public FeatureQuery {
    Objects.requireNonNull(layer, "layer");
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + limit);
    }
    bbox = bbox == null ? null : bbox.copy();
  }

  /** The envelope is copied: JTS envelopes are mutable. */
  @Override
  public Envelope bbox() {
    return bbox == null ? null : bbox.copy();
  }

  /** Everything on the layer now, in pages of 1,000. */
  public static FeatureQuery of(String layer) {
    return new FeatureQuery(layer, null, null, null, ScaleRange.DEEPEST, DEFAULT_LIMIT, null, null);
  }

  public FeatureQuery within(Envelope area) {
    return new FeatureQuery(layer, area, since, at, maxRank, limit, after, filter);
  }

  public FeatureQuery asOf(Instant moment) {
    return new FeatureQuery(layer, bbox, null, moment, maxRank, limit, after, filter);
  }

  /**
   * @param from null for the beginning of all time
   * @param to null for now
   */
  public FeatureQuery during(Instant from, Instant to) {
    Instant beginning = from == null ? Instant.EPOCH : from;
    return new FeatureQuery(layer, bbox, beginning, to, maxRank, limit, after, filter);
  }

  public FeatureQuery withMaxRank(int rank) {
    return new FeatureQuery(layer, bbox, since, at, rank, limit, after, filter);
  }

  public FeatureQuery withLimit(int count) {
    return new FeatureQuery(layer, bbox, since, at, maxRank, count, after, filter);
  }

  public FeatureQuery withAfter(String lastId) {
    return new FeatureQuery(layer, bbox, since, at, maxRank, limit, lastId, filter);
  }

  public FeatureQuery withFilter(FeatureCondition condition) {
    return new FeatureQuery(layer, bbox, since, at, maxRank, limit, after, condition);
  }

  /** The filter made ready to be asked of many features; always true when there is none. */
  public Predicate<Feature> test() {
    return filter == null ? feature -> true : filter.test();
  }
}
