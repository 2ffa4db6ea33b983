package city.chengtu.command.catalogue;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.onemap.OneMap;
import city.chengtu.command.onemap.PictureShelf;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.StoredLayers;
import java.time.Clock;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;

/**
 * What the catalogue is built on.
 *
 * @param map lists layers as one actor sees them
 * @param pictures the layers that other servers draw
 * @param zone whose days the use of layers is counted by
 */
public record CatalogueParts(
    OneMap map,
    Catalogue catalogue,
    PictureShelf pictures,
    StoredLayers layers,
    AccessPolicy policy,
    Jdbi jdbi,
    Clock clock,
    ZoneId zone) {}
