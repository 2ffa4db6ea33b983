package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Plot;
import city.chengtu.samples.ground.Spot;

/**
 * A building.
 *
 * @param plot its outline on the chart
 * @param name null for most
 * @param address road and number, e.g. 芙蓉路388号, in a yard also the building, e.g. 芙蓉路388号3栋
 * @param door where it is entered
 */
public record House(Plot plot, String name, String address, int levels, Spot door) {}
