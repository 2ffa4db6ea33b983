package city.chengtu.command.onemap;

import java.time.Instant;

/**
 * What is said of a layer of which there are pictures only: another server draws it.
 *
 * @param tiles address of its tiles at our own gateway, from the server's root: WebMercatorQuad,
 *     256 pixels
 * @param base true when it is offered as base map: drawn below everything, one at a time
 * @param maxZoom the deepest zoom with pictures of its own
 * @param queryable whether its server says what lies at a point
 * @param works false while its server does not answer: old pictures may show
 * @param since when that began; null when it works
 */
public record PictureInfo(
    String tiles, boolean base, int maxZoom, boolean queryable, boolean works, Instant since) {}
