/**
 * Surveys the ground plan: each class walks one cell of the lattice and writes the features of one
 * trade (roads, houses, street furniture, pressure pipes, sewers, divisions). What a class writes
 * for a cell depends on nothing but the plan, so features that neighbours share carry the same ids
 * and coordinates from whichever side they are named.
 */
package city.chengtu.samples.survey;
