package city.chengtu.samples.ground;

import org.locationtech.jts.geom.Polygon;

/**
 * A block with its place in the division tree and on the map: a unit grid (单元网格).
 *
 * @param code 15 digits: district 6, street 3, community 3, sequence 3 (GB/T 30428.1)
 * @param polygon lon,lat degrees; shares every vertex with its neighbours
 */
public record Cell(
    String code,
    Division community,
    Division street,
    Division district,
    Block block,
    Polygon polygon) {}
