/**
 * Moves the units so that a newcomer sees life. A client of the server's public interface and of
 * nothing else, like any vehicle tracker: it reads roads, units and incidents, and posts positions
 * and the crews' status.
 */
package city.chengtu.samples.drive;
