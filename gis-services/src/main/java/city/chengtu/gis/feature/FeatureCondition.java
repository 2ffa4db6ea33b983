package city.chengtu.gis.feature;

import java.util.function.Predicate;

/**
 * What features must fulfil to be answered. A source that lies in a database says it in the
 * database's language; every other one asks {@link #test()}. The one kind there is stands in {@code
 * gis.filter}, which knows layers and features; this is the word by which a query carries it.
 */
public interface FeatureCondition {
  /** The condition made ready to be asked of many features; safe for many threads. */
  Predicate<Feature> test();
}
