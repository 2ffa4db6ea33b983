package city.chengtu.command.onemap.ogc;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.onemap.Extents;
import city.chengtu.gis.feature.Catalogue;

/** Where the collections come from, and who may see what of them. */
public record OgcLayers(Catalogue catalogue, AccessPolicy policy, Extents extents) {}
