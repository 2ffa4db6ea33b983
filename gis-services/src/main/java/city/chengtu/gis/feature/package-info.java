/**
 * The words everything on the one map is said in: a {@link city.chengtu.gis.feature.Layer} has
 * {@link city.chengtu.gis.feature.Feature}s, a {@link city.chengtu.gis.feature.FeatureQuery} asks
 * for them, a {@link city.chengtu.gis.feature.FeatureSource} answers, and the {@link
 * city.chengtu.gis.feature.Catalogue} lists all sources. Stored map data and live objects answer
 * the same questions, so tiles, APIs and exports are written once. Nothing here knows a database or
 * a network.
 */
package city.chengtu.gis.feature;
