package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.ground.Use;

/**
 * A place with a gate, a yard and a name: a school, a station, a depot.
 *
 * @param kind the value of {@code kind} on the layer {@code poi}
 * @param spot in the yard, at the end of its service road
 */
public record Site(Use use, String kind, String name, String address, Spot spot, Cell cell) {}
