package city.chengtu.command.edits;

import city.chengtu.gis.store.FeatureVersion;

/**
 * An edit that builds on something that is no more.
 *
 * @param current what is there now; null when the feature is gone
 */
record EditConflict(FeatureEdit edit, FeatureVersion current) {}
