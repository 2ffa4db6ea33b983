package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Spot;
import org.locationtech.jts.geom.Coordinate;

/**
 * A pipe point with its heights.
 *
 * @param number its number in the survey, made of network and place
 * @param high ground height in m
 * @param level height of the pipe in m: outer top under pressure, inner bottom in sewers
 */
record PipeNode(String number, Spot spot, Coordinate place, double high, double level) {
  PipeNode {
    high = round(high);
    level = round(level);
  }

  double depth() {
    return round(high - level);
  }

  static double round(double metres) {
    return Math.rint(metres * 1000) / 1000;
  }
}
