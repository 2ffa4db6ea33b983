package city.chengtu.samples.survey;

import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Line;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.RoadClass;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.ground.Spur;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * The layer {@code roads}: one line for each stretch between junctions, in the form the routing
 * reads.
 */
public final class RoadSurvey {
  private final CityPlan plan;
  private final Notebook notebook;

  public RoadSurvey(CityPlan plan, Notebook notebook) {
    this.plan = plan;
    this.notebook = notebook;
  }

  /**
   * Writes the west and south side of a cell of the lattice and all inside; the other sides belong
   * to the neighbours.
   */
  public void survey(Quarter quarter) {
    Line west = plan.westSide(quarter.column(), quarter.row());
    Line south = plan.southSide(quarter.column(), quarter.row());
    boolean bridge = quarter.column() == plan.lattice().river();
    write(west, false);
    write(south, bridge);
    quarter.splits().forEach(split -> write(split, false));
    quarter.spurs().forEach(this::write);
  }

  private void write(Line line, boolean bridge) {
    if (!line.isRoad()) {
      return;
    }
    Integer from = null;
    for (int to : line.junctions()) {
      if (from != null) {
        write(line, from, to, bridge);
      }
      from = to;
    }
  }

  private void write(Line line, int from, int to, boolean bridge) {
    List<Coordinate> points = new ArrayList<>();
    for (int position : line.vertices().subSet(from, true, to, true)) {
      points.add(notebook.place(line.spot(position)));
    }
    long first = node(line.spot(from));
    long last = node(line.spot(to));
    RoadClass road = line.road();
    Props props =
        Props.of("name", line.name())
            .and("class", road.tag())
            .and("from_node", first)
            .and("to_node", last)
            .and("oneway", line.oneWay() == 0 ? "no" : line.oneWay() > 0 ? "yes" : "-1")
            .and("maxspeed", road.maxSpeed())
            .and("width", road.halfWidth() * 2)
            .andIf("bridge", bridge ? "yes" : null);
    notebook.write("roads", id(first, last), rank(road), notebook.line(points), props);
  }

  private void write(Spur spur) {
    Spot start = spur.line().spot(spur.position());
    Spot end = new Spot(spur.u(), spur.v());
    long first = node(start);
    long last = node(end);
    Props props =
        Props.of("class", RoadClass.SERVICE.tag())
            .and("from_node", first)
            .and("to_node", last)
            .and("oneway", "no")
            .and("maxspeed", RoadClass.SERVICE.maxSpeed())
            .and("width", RoadClass.SERVICE.halfWidth() * 2);
    List<Coordinate> points = List.of(notebook.place(start), notebook.place(end));
    notebook.write("roads", id(first, last), rank(RoadClass.SERVICE), notebook.line(points), props);
  }

  private static String id(long first, long last) {
    return "R" + Long.toString(first, 36) + "-" + Long.toString(last, 36);
  }

  private static long node(Spot spot) {
    return Spot.node((int) spot.u(), (int) spot.v());
  }

  private static int rank(RoadClass road) {
    return switch (road) {
      case TRUNK, PRIMARY -> 9;
      case SECONDARY -> 11;
      case TERTIARY -> 12;
      case RESIDENTIAL -> 13;
      case SERVICE -> 15;
    };
  }
}
