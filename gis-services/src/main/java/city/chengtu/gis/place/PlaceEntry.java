package city.chengtu.gis.place;

/**
 * What the index keeps of one feature; never compared, so its array does no harm.
 *
 * @param importance 0 to 15
 * @param texts one for each field of the layer's {@link PlaceFields}, null where it has none
 */
@SuppressWarnings("ArrayRecordComponent")
record PlaceEntry(String id, String kind, int importance, double lon, double lat, String[] texts) {}
