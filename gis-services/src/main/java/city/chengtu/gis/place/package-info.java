/**
 * Finding places by what people say on the telephone: names, addresses, roads, crossings. The names
 * lie in tables of their own that follow the layers, so that an answer takes milliseconds on either
 * store; {@link city.chengtu.gis.place.PlaceSearch} is the door.
 */
package city.chengtu.gis.place;
