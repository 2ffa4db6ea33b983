package city.chengtu.command.ogc;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.edits.LayerDesk;
import city.chengtu.command.onemap.Extents;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.tile.TileCache;

/**
 * Where the collections come from, who may see what of them, where they are changed, and where
 * their tiles are kept.
 */
public record OgcLayers(
    Catalogue catalogue, AccessPolicy policy, Extents extents, LayerDesk desk, TileCache tiles) {}
