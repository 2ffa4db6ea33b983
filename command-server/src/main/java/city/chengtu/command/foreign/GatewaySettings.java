package city.chengtu.command.foreign;

import java.time.Duration;

/**
 * The gateway's bounds.
 *
 * @param time from asking a foreign server to its last byte
 * @param concurrent questions under way at one server
 * @param largest bytes of one picture
 * @param failures in a row after which a server is left alone
 * @param pause how long it is left alone
 * @param fresh how long a picture is shown without asking again
 * @param keep how long it is shown, with its age, when the server does not answer
 * @param cacheBytes memory for pictures
 * @param reread how often capabilities and copies of features are read anew
 * @param mostFeatures features copied of one layer
 */
public record GatewaySettings(
    Duration time,
    int concurrent,
    int largest,
    int failures,
    Duration pause,
    Duration fresh,
    Duration keep,
    long cacheBytes,
    Duration reread,
    int mostFeatures) {}
