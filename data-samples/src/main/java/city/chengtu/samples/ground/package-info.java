/**
 * The ground plan of the made-up city, before anything is drawn: a lattice of arterial roads,
 * quarters between them cut into blocks, and the smooth warp that turns this chart into lon,lat.
 * All positions here are <em>chart metres</em> (u east, v north, whole numbers at junctions), so
 * that neighbours share every point exactly; only {@link city.chengtu.samples.ground.Warp} knows
 * degrees. Every part is a pure function of the seed and of its place: quarters can be made one by
 * one, in any order, and forgotten again, which is what keeps memory bounded at scale 100.
 */
package city.chengtu.samples.ground;
