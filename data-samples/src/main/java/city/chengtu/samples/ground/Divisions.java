package city.chengtu.samples.ground;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The division tree: city, districts (区), streets (街道), communities (社区). Codes follow the place,
 * not the order of making, so that any cell can tell its code alone.
 */
public final class Divisions {
  private static final int DISTRICT_SIDE = 8;
  private static final int MOST_DISTRICTS_A_SIDE = 9;
  private static final int STREET_SIDE = 2;

  /** Where the numbers of the large grids of river and fields begin inside a community. */
  private static final int OPEN_LAND = 900;

  interface Quarters {
    Quarter get(int column, int row);
  }

  /**
   * @param communityIndex which community of its quarter
   * @param sequence number inside the community, for open land only
   */
  record Place(
      Division district, Division street, Division community, int communityIndex, int sequence) {}

  private final Lattice lattice;
  private final Words words;
  private final Quarters quarters;
  private final int districtsAcross;
  private final int districtsUp;

  Divisions(Lattice lattice, Words words, Quarters quarters) {
    this.lattice = lattice;
    this.words = words;
    this.quarters = quarters;
    this.districtsAcross = parts(urbanColumns());
    this.districtsUp = parts(urbanRows());
  }

  private static int parts(int cells) {
    return Math.min(MOST_DISTRICTS_A_SIDE, (cells + DISTRICT_SIDE - 1) / DISTRICT_SIDE);
  }

  private int urbanColumns() {
    return lattice.columns() - 3;
  }

  private int urbanRows() {
    return lattice.rows() - 2;
  }

  /** The city itself; its code is that of a prefecture, 6 digits ending in 00. */
  public Division city() {
    return new Division(words.word("city.code"), words.word("city.name"));
  }

  /** All districts with their streets, in the order of their codes. */
  public List<District> districts() {
    TreeMap<Integer, TreeMap<Integer, List<int[]>>> tree = new TreeMap<>();
    for (int row = 1; row <= urbanRows(); row++) {
      for (int column = 1; column < lattice.columns() - 1; column++) {
        if (column != lattice.river()) {
          tree.computeIfAbsent(districtIndex(column, row), k -> new TreeMap<>())
              .computeIfAbsent(streetNumber(column, row), k -> new ArrayList<>())
              .add(new int[] {column, row});
        }
      }
    }
    List<District> districts = new ArrayList<>();
    tree.forEach(
        (index, streets) -> {
          List<District.Street> list = new ArrayList<>();
          streets.forEach(
              (number, cells) -> list.add(new District.Street(street(index, number), cells)));
          districts.add(new District(district(index), list));
        });
    return districts;
  }

  /**
   * The cells of the lattice that belong to an urban quarter's communities: itself, and open land
   * beside it.
   */
  public List<int[]> members(int column, int row) {
    List<int[]> members = new ArrayList<>();
    members.add(new int[] {column, row});
    for (int c = column - 1; c <= column + 1; c++) {
      for (int r = row - 1; r <= row + 1; r++) {
        if (!lattice.urban(c, r)
            && c >= 0
            && r >= 0
            && c < lattice.columns()
            && r < lattice.rows()
            && hostColumn(c) == column
            && hostRow(r) == row) {
          members.add(new int[] {c, r});
        }
      }
    }
    return members;
  }

  private int hostColumn(int column) {
    if (column == lattice.river()) {
      return column - 1;
    }
    return Math.max(1, Math.min(lattice.columns() - 2, column));
  }

  private int hostRow(int row) {
    return Math.max(1, Math.min(lattice.rows() - 2, row));
  }

  private int districtIndex(int column, int row) {
    int x = lattice.urbanIndex(column) * districtsAcross / urbanColumns();
    int y = (row - 1) * districtsUp / urbanRows();
    return y * districtsAcross + x;
  }

  private int streetNumber(int column, int row) {
    int x = lattice.urbanIndex(column);
    int y = row - 1;
    int left = firstOfPart(x, districtsAcross, urbanColumns());
    int low = firstOfPart(y, districtsUp, urbanRows());
    int across = (DISTRICT_SIDE * 2) / STREET_SIDE;
    return (y - low) / STREET_SIDE * across + (x - left) / STREET_SIDE + 1;
  }

  private static int firstOfPart(int index, int parts, int cells) {
    int first = index;
    while (first > 0 && (first - 1) * parts / cells == index * parts / cells) {
      first--;
    }
    return first;
  }

  private Division district(int index) {
    String prefix = words.word("city.code").substring(0, 4);
    List<String> names = words.list("districts");
    String name = index < names.size() ? names.get(index) : words.stem(index * 11L + 5) + "区";
    return new Division(prefix + String.format(Locale.ROOT, "%02d", index + 2), name);
  }

  private Division street(int district, int number) {
    List<String> names = words.list("streets");
    String name =
        district == 0 && number <= names.size()
            ? names.get(number - 1)
            : words.stem(district * 131L + number * 17L);
    return new Division(
        district(district).code() + String.format(Locale.ROOT, "%03d", number), name + "街道");
  }

  /**
   * The streets of the two west and the two south neighbours come before: consecutive numbers
   * inside a street.
   */
  private int communityNumber(int column, int row, int index) {
    int number = index + 1;
    for (int r = row - STREET_SIDE + 1; r <= row; r++) {
      for (int c = column - 2 * STREET_SIDE + 1;
          c < lattice.columns() - 1 && c <= column + 2 * STREET_SIDE;
          c++) {
        boolean before = r < row || c < column;
        if (before && sameStreet(c, r, column, row)) {
          number += quarters.get(c, r).communities();
        }
      }
    }
    return number;
  }

  private boolean sameStreet(int c, int r, int column, int row) {
    return lattice.urban(c, r)
        && districtIndex(c, r) == districtIndex(column, row)
        && streetNumber(c, r) == streetNumber(column, row);
  }

  Place place(Quarter quarter, Block block) {
    int column = hostColumn(quarter.column());
    int row = hostRow(quarter.row());
    int index = quarter.urban() ? block.community() : hostCommunity(quarter);
    int district = districtIndex(column, row);
    Division street = street(district, streetNumber(column, row));
    int number = communityNumber(column, row, index);
    String code = street.code() + String.format(Locale.ROOT, "%03d", number);
    String name = words.stem(Long.parseLong(street.code()) * 23 + number * 31L) + "社区";
    int sequence = OPEN_LAND + 1 + (quarter.column() - column + 1) * 3 + (quarter.row() - row + 1);
    return new Place(district(district), street, new Division(code, name), index, sequence);
  }

  /**
   * The community of the host that touches the open land, so that every community stays in one
   * piece.
   */
  private int hostCommunity(Quarter open) {
    Quarter host = quarters.get(hostColumn(open.column()), hostRow(open.row()));
    boolean above = open.row() > host.row();
    boolean below = open.row() < host.row();
    boolean beside = open.column() == lattice.river() || (!above && !below);
    Line touched;
    if (beside) {
      touched = open.column() < host.column() ? host.west() : host.east();
    } else {
      touched = above ? host.north() : host.south();
    }
    return host.blocks().stream()
        .filter(
            b ->
                b.west() == touched
                    || b.east() == touched
                    || b.south() == touched
                    || b.north() == touched)
        .findFirst()
        .map(Block::community)
        .orElse(0);
  }
}
