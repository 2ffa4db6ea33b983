package city.chengtu.command.foreign;

import io.vertx.core.buffer.Buffer;

/**
 * A picture as it goes out.
 *
 * @param ageSeconds since the foreign server gave it
 * @param stale true when it is older than it should be, since the server does not answer
 */
record Picture(PictureType type, Buffer bytes, long ageSeconds, boolean stale) {}
