package city.chengtu.gis.place;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address taken apart by the ranks of place names (GB/T 23705-2009, GB/T 30428.3): province (1),
 * prefecture (2), county or district (3), street, town (4), community, village (5), road and zone
 * (6, 7), door number (8), building (9), and beyond them unit, floor and room. What a text does not
 * say is null.
 *
 * @param street road, lane or named area without what stands above it: 芙蓉路, 湘雅路三角花园
 * @param number door number as written, without 号: 388, 12-2, 5a
 * @param building without 栋, 幢, 座
 * @param rest what was not understood; empty when all was
 */
public record AddressParts(
    String province,
    String city,
    String district,
    String town,
    String community,
    String street,
    String number,
    String building,
    String unit,
    String floor,
    String room,
    String rest) {

  private static final String HAN = "[\\x{3007}\\x{4e00}-\\x{9fff}]";

  /** What follows would make the word before it part of a road's or institution's name. */
  private static final String NO_ROAD =
      "(?=.)(?!大?[路街道桥]|[巷里弄线村场委府]|胡同|[东南西北中][路街]|医院|法院|人民[^路东西南北中]"
          + "|政(?:府|协|务|法|大|广|公|设)|民(?:政|中心|广场|公园|之家)|立[医学图])";

  private static final Pattern PROVINCE = above("(?:省|自治区|特别行政区)", 2, 7);
  private static final Pattern CITY = above("(?:市|自治州|地区|盟)", 2, 6);
  private static final Pattern DISTRICT =
      Pattern.compile("^((?:(?![路街道巷号])" + HAN + "){1,6}?(?<![小社园校厂景街片宅库矿])(?:区|县|旗|市))" + NO_ROAD);
  private static final Pattern STREET_OFFICE =
      Pattern.compile("^((?:(?![街巷号区])" + HAN + "){1,6}?街道)" + NO_ROAD);

  /** Only behind a division: 乡 and 镇 also stand in names of roads. */
  private static final Pattern TOWN = above("(?:镇|乡|苏木)", 1, 6);

  private static final Pattern COMMUNITY = above("(?:社区|居委会|村委会)", 1, 8);
  private static final Pattern HOUSE =
      Pattern.compile(
          "^(?<street>.*?[^\\d\\s\\-#])(?:\\s*(?:no\\.?|第))?[\\s,]*(?<number>\\d{1,5}(?:[-之]\\d{1,4})?(?:[a-z](?![a-z]))?)"
              + "(?<sign>\\s*(?:号楼|号院|号|號|#|弄|栋|幢|座|\\bhao\\b|hao))?(?<rest>.*)$");
  private static final Pattern BUILDING =
      Pattern.compile("^[\\s,]*([a-z]?\\d{0,4}[a-z]?)(?:栋|幢|座|号楼)");
  private static final Pattern UNIT = Pattern.compile("^[\\s,]*(\\d{1,3})单元");
  private static final Pattern FLOOR = Pattern.compile("^[\\s,]*(\\d{1,3})(?:层|楼|f)");
  private static final Pattern ROOM = Pattern.compile("^[\\s,]*([a-z]?\\d{1,5})(?:室|房|号房)?$");

  private static Pattern above(String ends, int least, int most) {
    return Pattern.compile(
        "^((?:(?![路街巷号区])" + HAN + "){" + least + "," + most + "}?" + ends + ")" + NO_ROAD);
  }

  /** Takes a text apart; a text that is no address has all of itself as its street. */
  public static AddressParts of(String text) {
    Cutter cutter = new Cutter(PlaceText.plain(text));
    String province = cutter.cut(PROVINCE);
    String city = cutter.cut(CITY);
    String district = cutter.cut(DISTRICT);
    String town = cutter.cut(STREET_OFFICE);
    if (town == null && (province != null || city != null || district != null)) {
      town = cutter.cut(TOWN);
    }
    String community = cutter.cut(COMMUNITY);
    Matcher house = HOUSE.matcher(cutter.left);
    if (!house.matches() || (house.group("sign") == null && !house.group("rest").isBlank())) {
      return new AddressParts(
          province, city, district, town, community, cutter.left, null, null, null, null, null, "");
    }
    String number = house.group("number");
    String building = null;
    String sign = house.group("sign") == null ? "" : house.group("sign").strip();
    if (sign.matches("栋|幢|座|号楼")) {
      building = number;
      number = null;
    }
    cutter.left = house.group("rest");
    building = building == null ? cutter.cut(BUILDING) : building;
    return new AddressParts(
        province,
        city,
        district,
        town,
        community,
        house.group("street").strip(),
        number,
        building,
        cutter.cut(UNIT),
        cutter.cut(FLOOR),
        cutter.cut(ROOM),
        cutter.left.strip());
  }

  /** The first number of the house, by which houses of a street are ordered; -1 without one. */
  int mainNumber() {
    String first = number == null ? building : number;
    Matcher digits = Pattern.compile("\\d{1,9}").matcher(first == null ? "" : first);
    return digits.find() ? Integer.parseInt(digits.group()) : -1;
  }

  boolean hasHouse() {
    return mainNumber() >= 0 && !PlaceText.normal(street).isEmpty();
  }

  /** The finest rank that was understood: 10 when there is no house number, 8 or 9 with one. */
  int rank() {
    return building != null ? 9 : number != null ? 8 : 7;
  }

  /**
   * How well this house answers for the one asked for, both with the same main number: 0 the very
   * one, 1 the house in which the wanted room lies, 2 a part of the wanted house, 3 another one.
   */
  int misfit(AddressParts wanted) {
    int number = misfit(this.number, wanted.number);
    int house = misfit(building, wanted.building);
    return Math.max(number, house);
  }

  private static int misfit(String here, String wanted) {
    if (here == null || wanted == null) {
      return here == null && wanted == null ? 0 : here == null ? 1 : 2;
    }
    return here.equals(wanted) ? 0 : here.startsWith(wanted) ? 2 : 3;
  }

  /** Cuts parts off the front of a text. */
  private static final class Cutter {
    private String left;

    Cutter(String text) {
      this.left = text;
    }

    String cut(Pattern part) {
      Matcher matcher = part.matcher(left);
      if (!matcher.find()) {
        return null;
      }
      left = left.substring(matcher.end());
      String found = matcher.group(1);
      return found.isEmpty() ? null : found;
    }
  }
}
