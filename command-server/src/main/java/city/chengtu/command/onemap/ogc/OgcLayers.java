package city.chengtu.command.onemap.ogc;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.edits.LayerDesk;
import city.chengtu.command.onemap.Extents;
import city.chengtu.gis.feature.Catalogue;

/** Where the collections come from, who may see what of them, and where they are changed. */
public record OgcLayers(
    Catalogue catalogue, AccessPolicy policy, Extents extents, LayerDesk desk) {}
