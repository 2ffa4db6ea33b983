/**
 * Vector tiles, made in Java so that both stores serve the same bytes. {@link
 * city.chengtu.gis.tile.TileMaker} reads a {@link city.chengtu.gis.feature.FeatureSource} and
 * writes Mapbox Vector Tiles 2.1; {@link city.chengtu.gis.tile.TileCache} keeps them until a change
 * of the layer touches them. Own encoder, because the published ones need a protobuf run time and
 * ten times the time; a published decoder judges it in the tests.
 */
package city.chengtu.gis.tile;
