package city.chengtu.gis.place;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two roads a text names that means where they cross. */
record RoadPair(String first, String second) {
  private static final Pattern BETWEEN =
      Pattern.compile(
          "与|和|跟|及|×|/|&|、|@|\\+|\\s+x\\s+|\\s+and\\s+|\\s+at\\s+", Pattern.CASE_INSENSITIVE);
  private static final Pattern CROSSING =
      Pattern.compile("(?:的)?(?:交叉路口|交叉口|十字路口|丁字路口|交汇处|交界处|交会处|交口|路口|口|crossing|intersection)$");
  private static final String ROAD_ENDS = "路街道巷";

  /** The pairs a text may mean; 共和路与五一路 has two, of which one is nonsense and finds nothing. */
  static List<RoadPair> of(String text) {
    String plain = PlaceText.plain(text);
    List<String> wholes = new ArrayList<>();
    Matcher crossing = CROSSING.matcher(plain);
    boolean said = crossing.find();
    if (said) {
      // 五一路口: the mouth of 五一路, or a crossing (路口) with 五一.
      if (crossing.group().equals("路口") || crossing.group().equals("口")) {
        wholes.add(plain.substring(0, plain.length() - 1));
      }
      wholes.add(plain.substring(0, crossing.start()));
    } else {
      wholes.add(plain);
    }
    List<RoadPair> pairs = new ArrayList<>();
    for (String whole : wholes) {
      Matcher between = BETWEEN.matcher(whole);
      while (between.find()) {
        add(pairs, whole.substring(0, between.start()), whole.substring(between.end()));
      }
      for (int i = 1; said && i + 1 < whole.length(); i++) {
        if (ROAD_ENDS.indexOf(whole.charAt(i)) >= 0) {
          add(pairs, whole.substring(0, i + 1), whole.substring(i + 1));
        }
      }
    }
    return pairs;
  }

  private static void add(List<RoadPair> pairs, String first, String second) {
    if (!PlaceText.normal(first).isEmpty() && !PlaceText.normal(second).isEmpty()) {
      pairs.add(new RoadPair(first, second));
    }
  }
}
