package city.chengtu.command.edits;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.store.FeatureVersion;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One change somebody wants of one feature.
 *
 * @param pointer where it stands in what was sent; before the pointers of what is wrong with it
 * @param builtOn true for the version of now that it may change; null for one who adds the feature
 * @param content what it shall be, from what it is (null when it is added); null to end it
 */
record FeatureEdit(
    String pointer,
    String layer,
    String feature,
    Predicate<FeatureVersion> builtOn,
    Function<Feature, FeatureContent> content) {
  boolean adds() {
    return builtOn == null;
  }

  boolean ends() {
    return content == null;
  }
}
