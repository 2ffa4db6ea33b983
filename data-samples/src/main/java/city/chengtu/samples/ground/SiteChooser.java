package city.chengtu.samples.ground;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which blocks of a quarter become schools, stations, parks and the like; the rest follows
 * the distance from the middle.
 */
final class SiteChooser {
  private final Lattice lattice;
  private final Dice dice;
  private final int column;
  private final int row;

  SiteChooser(Lattice lattice, Dice dice, int column, int row) {
    this.lattice = lattice;
    this.dice = dice;
    this.column = column;
    this.row = row;
  }

  void choose(List<Block> blocks) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (!block.use().green()) {
        free.add(i);
        blocks.set(i, block.withUse(ordinary(block)));
      }
    }
    free.sort(Comparator.comparingInt((Integer i) -> -blocks.get(i).area()).thenComparing(i -> i));
    int next = 0;
    for (Use site : sites()) {
      if (next < free.size()) {
        int index = free.get(next++);
        blocks.set(index, blocks.get(index).withUse(site));
      }
    }
  }

  /**
   * Largest first. Fire stations lie so that none has more than 4 quarters, below 4 km2 (the
   * standard asks at most 7).
   */
  private List<Use> sites() {
    List<Use> sites = new ArrayList<>();
    if (Math.floorMod(column + 2 * row, 4) == 1) {
      sites.add(Use.HOSPITAL);
    }
    if ((column + row) % 2 == 0) {
      sites.add(Use.MIDDLE_SCHOOL);
    }
    sites.add(Use.PRIMARY_SCHOOL);
    if (column % 2 == 0 && row % 2 == 0) {
      sites.add(Use.FIRE_STATION);
    }
    if (column % 2 == 1 && row % 2 == 1) {
      sites.add(Use.POLICE_STATION);
      sites.add(Use.GOVERNMENT);
    }
    switch (Math.floorMod(column * 3 + row, 8)) {
      case 0 -> sites.add(Use.WATER_DEPOT);
      case 2 -> sites.add(Use.GAS_DEPOT);
      case 4 -> sites.add(Use.POWER_DEPOT);
      case 6 -> sites.add(Use.DRAINAGE_DEPOT);
      case 3 -> sites.add(Use.CITY_DEPOT);
      case 5 -> sites.add(Use.RESCUE_BASE);
      default -> {
        // the other quarters have no depot
      }
    }
    return sites;
  }

  private Use ordinary(Block block) {
    Spot middle = block.centre();
    double out = lattice.eccentricity(middle.u(), middle.v()) + dice.between(-0.08, 0.08);
    double die = dice.unit();
    if (out < 0.25) {
      return die < 0.45
          ? Use.COMMERCIAL
          : die < 0.65 ? Use.OLD_TOWN : die < 0.91 ? Use.ESTATE : small(die);
    }
    if (out < 0.6) {
      return die < 0.6
          ? Use.ESTATE
          : die < 0.74 ? Use.OLD_TOWN : die < 0.91 ? Use.COMMERCIAL : small(die);
    }
    return die < 0.5
        ? Use.ESTATE
        : die < 0.76 ? Use.INDUSTRY : die < 0.91 ? Use.COMMERCIAL : small(die);
  }

  private static Use small(double die) {
    return die < 0.97 ? Use.PARK : Use.PLAZA;
  }
}
