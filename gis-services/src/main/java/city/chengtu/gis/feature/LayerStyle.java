package city.chengtu.gis.feature;

/**
 * How the client draws a layer; plain data that travels as JSON. Null means the client's default.
 *
 * @param order drawing order: higher lies on top
 * @param color CSS colour of the stroke or point
 * @param fill CSS colour of the area
 * @param width stroke width in CSS pixels
 * @param dash SVG dash pattern, e.g. "6 4"
 * @param radius point radius in CSS pixels
 * @param symbol name of a symbol of the client's sprite
 * @param labelField the field written beside the feature
 * @param opacity 0 (invisible) to 1
 */
public record LayerStyle(
    int order,
    String color,
    String fill,
    Double width,
    String dash,
    Double radius,
    String symbol,
    String labelField,
    Double opacity) {}
