/**
 * A layer's {@link city.chengtu.gis.feature.LayerStyle} in the languages of other programs: OGC
 * Styled Layer Descriptor for map servers, MapLibre style for web maps.
 */
package city.chengtu.gis.style;
