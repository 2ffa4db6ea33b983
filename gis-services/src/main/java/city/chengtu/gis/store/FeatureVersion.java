package city.chengtu.gis.store;

import city.chengtu.gis.feature.Feature;
import java.time.Instant;
import java.util.UUID;

/**
 * One version of a stored feature, with what the store knows about it beside the feature itself.
 *
 * @param rank the smallest web-map zoom (0 to 22) at which it is drawn
 * @param validTo when it ended; null for the one of now
 * @param author account of the person or system that made it
 * @param changeSet by which it came
 */
public record FeatureVersion(
    Feature feature, int rank, Instant validTo, String author, UUID changeSet) {}
