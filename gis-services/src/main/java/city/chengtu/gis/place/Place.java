package city.chengtu.gis.place;

/**
 * A place found by its name.
 *
 * @param layer the layer it lies on
 * @param id feature id within the layer; of a crossing, the ids of two of its roads
 * @param kind "address", "road", "intersection", or the feature's own kind (hospital, suburb, …)
 * @param address null when it has none
 */
public record Place(
    String layer, String id, String name, String kind, String address, double lon, double lat) {}
