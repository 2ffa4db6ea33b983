package city.chengtu.gis.place;

import city.chengtu.gis.place.Place.How;
import city.chengtu.gis.place.PlaceQuery.House;
import java.util.List;

/**
 * Looks through all names of some layers for one query. Every text's signature is looked at, and
 * the texts it does not rule out are compared: nothing is missed, whatever was typed.
 */
final class NameScan {
  /** Which of the houses whose number begins so are offered while somebody is still typing. */
  private static final int MOST_DIGITS = 5;

  private final List<LayerNames> layers;
  private final PlaceSight sight;
  private final Inside inside;
  private final Hits hits;

  /** Whether a place lies in the district that was named. */
  @FunctionalInterface
  interface Inside {
    boolean test(double lon, double lat);
  }

  /**
   * @param inside null when no district was named
   */
  NameScan(List<LayerNames> layers, PlaceSight sight, Inside inside, Hits hits) {
    this.layers = layers.stream().filter(layer -> sight.layer(layer.layer())).toList();
    this.sight = sight;
    this.inside = inside;
    this.hits = hits;
  }

  /** One text to compare. */
  private final class Row {
    final LayerNames layer;
    final NameTable table;
    final boolean[] hidden;
    int text;
    int from;
    int to;

    Row(LayerNames layer, NameTable table, boolean[] hidden) {
      this.layer = layer;
      this.table = table;
      this.hidden = hidden;
    }

    void at(int next) {
      text = next;
      from = table.textAt[next];
      to = table.textAt[next + 1];
    }

    void offer(int item, How how, int quality, int extra, int begin, int end) {
      int record = table.itemRecord[item];
      hits.offer(
          how,
          inside != null && !inside.test(table.lon(record), table.lat(record)),
          quality,
          extra,
          layer,
          table,
          record,
          table.itemField[item],
          begin,
          end);
    }

    boolean shown(int item) {
      return !hidden[table.itemField[item]] && !layer.isGone(table, table.itemRecord[item]);
    }
  }

  private interface Look {
    void at(Row row);
  }

  private void eachText(Look look) {
    for (LayerNames layer : layers) {
      List<PlaceFields.Used> used = layer.fields().used();
      boolean[] hidden = new boolean[used.size()];
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = !sight.field(layer.layer(), used.get(i).name());
      }
      for (NameTable table : layer.tables()) {
        Row row = new Row(layer, table, hidden);
        for (int text = 0; text < table.texts(); text++) {
          row.at(text);
          look.at(row);
        }
      }
    }
  }

  /** Names that hold what was typed as one piece, and houses. */
  void precise(PlaceQuery query) {
    eachText(
        row -> {
          name(row, query.name());
          for (House house : query.houses()) {
            house(row, house);
          }
        });
  }

  /** Only names that are just so. */
  void whole(List<SoundPattern> patterns) {
    eachText(
        row -> {
          for (SoundPattern pattern : patterns) {
            if (pattern.length() == row.to - row.from
                && pattern.mayMatch(row.table.pairs[row.text], row.table.sounds[row.text])
                && pattern.find(row.table.chars, row.from, row.to) == 0) {
              items(row, How.EXACT, pattern.quality(), 0, pattern.length());
              return;
            }
          }
        });
  }

  private void name(Row row, List<SoundPattern> patterns) {
    long pairs = row.table.pairs[row.text];
    long sounds = row.table.sounds[row.text];
    for (SoundPattern pattern : patterns) {
      if (pattern.mayMatch(pairs, sounds)) {
        int at = pattern.find(row.table.chars, row.from, row.to);
        if (at >= 0) {
          items(row, how(row, pattern, at), pattern.quality(), at, at + pattern.length());
          return; // patterns come best first
        }
      }
    }
  }

  private static How how(Row row, SoundPattern pattern, int at) {
    if (at > 0) {
      return How.WORDS;
    }
    return row.to - row.from == pattern.length() ? How.EXACT : How.PREFIX;
  }

  /** Offers who bears the text; of a street with houses but without a road the houses. */
  private void items(Row row, How how, int quality, int begin, int end) {
    NameTable table = row.table;
    int extra = row.to - row.from - (end - begin);
    int first = table.itemAt[row.text];
    int houses = table.firstFrom(row.text, 0);
    if (row.layer.fields().oneByName()) {
      int nearest = nearest(row, first, houses);
      if (nearest >= 0) {
        row.offer(nearest, how, quality, extra, begin, end);
      }
    } else {
      for (int item = first; item < houses; item++) {
        if (row.shown(item)) {
          row.offer(item, how, quality, extra, begin, end);
        }
      }
    }
    if (end - begin >= 2 && how != How.WORDS) {
      for (int item = houses; item < table.itemAt[row.text + 1]; item++) {
        if (row.shown(item)) {
          row.offer(item, worse(how), quality, extra, begin, end);
        }
      }
    }
  }

  private int nearest(Row row, int from, int to) {
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int item = from; item < to; item++) {
      double far = hits.farness(row.table, row.table.itemRecord[item]);
      if (row.shown(item) && far < least) {
        least = far;
        best = item;
      }
    }
    return best;
  }

  private void house(Row row, House house) {
    int houses = row.table.firstFrom(row.text, 0);
    if (houses == row.table.itemAt[row.text + 1]) {
      return;
    }
    for (SoundPattern pattern : house.street()) {
      if (pattern.mayMatch(row.table.pairs[row.text], row.table.sounds[row.text])) {
        int at = pattern.find(row.table.chars, row.from, row.to);
        if (at >= 0) {
          houses(row, house, how(row, pattern, at), pattern.quality());
          return;
        }
      }
    }
  }

  private void houses(Row row, House house, How how, int quality) {
    int number = house.wanted().mainNumber();
    numbered(row, house, number, number, how, quality);
    if (house.typing()) {
      How begun = how == How.EXACT ? How.PREFIX : how;
      long low = number * 10L;
      for (int width = 10; String.valueOf(low).length() <= MOST_DIGITS && low > 0; width *= 10) {
        numbered(row, house, (int) low, (int) low + width - 1, begun, quality);
        low *= 10;
      }
    }
  }

  /** Offers the houses with a number from low to high. */
  private void numbered(Row row, House house, int low, int high, How how, int quality) {
    NameTable table = row.table;
    int end = table.itemAt[row.text + 1];
    for (int item = table.firstFrom(row.text, low);
        item < end && table.itemNumber[item] <= high;
        item++) {
      if (row.shown(item)) {
        int field = table.itemField[item];
        String address = table.entry(table.itemRecord[item]).texts()[field];
        int misfit = low == high ? AddressParts.of(address).misfit(house.wanted()) : 0;
        row.offer(
            item,
            misfit == 0 ? how : worse(how),
            4 * quality + misfit,
            row.to - row.from,
            0,
            PlaceText.normal(address).length());
      }
    }
  }

  private static How worse(How how) {
    return how == How.EXACT ? How.PREFIX : how;
  }

  /** Names that hold all words, in any order. */
  void words(List<List<SoundPattern>> words) {
    eachText(
        row -> {
          int quality = 0;
          int begin = Integer.MAX_VALUE;
          int end = 0;
          for (List<SoundPattern> word : words) {
            SoundPattern found = null;
            for (SoundPattern pattern : word) {
              if (pattern.mayMatch(row.table.pairs[row.text], row.table.sounds[row.text])) {
                int at = pattern.find(row.table.chars, row.from, row.to);
                if (at >= 0) {
                  found = pattern;
                  begin = Math.min(begin, at);
                  end = Math.max(end, at + pattern.length());
                  break;
                }
              }
            }
            if (found == null) {
              return;
            }
            quality = Math.max(quality, found.quality());
          }
          items(row, How.WORDS, quality, begin, end);
        });
  }

  /** Names, and houses on streets, that sound like it or have a mistake or two. */
  void fuzzy(PlaceQuery query) {
    Near name = new Near(query.normal());
    List<Near> streets =
        query.houses().stream().map(house -> new Near(house.streetText())).toList();
    eachText(
        row -> {
          int found = name.find(row);
          if (found >= 0) {
            items(row, How.FUZZY, found >> 16, found >> 8 & 0xff, found & 0xff);
          }
          for (int i = 0; i < streets.size(); i++) {
            nearHouse(row, streets.get(i), query.houses().get(i));
          }
        });
  }

  private void nearHouse(Row row, Near street, House house) {
    if (row.table.firstFrom(row.text, 0) < row.table.itemAt[row.text + 1]) {
      int found = street.find(row);
      if (found >= 0) {
        int number = house.wanted().mainNumber();
        numbered(row, house, number, number, How.FUZZY, found >> 16);
      }
    }
  }

  /** What a name must sound like, or be within a few mistakes of. */
  private static final class Near {
    private final int length;
    private final SoundPattern sound;
    private final Approximate approximate;

    Near(String normal) {
      boolean han = Typed.hasHan(normal);
      boolean letters = normal.chars().anyMatch(c -> Typed.isLetter((char) c));
      this.length = normal.length();
      this.sound = han ? Typed.bySound(normal) : null;
      this.approximate =
          han && !letters
              ? Approximate.ofCharacters(normal)
              : Approximate.ofLetters(han ? spelled(normal) : normal);
    }

    private static String spelled(String normal) {
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < normal.length(); i++) {
        letters.append(Pinyin.spelled(normal.charAt(i)));
      }
      return letters.toString();
    }

    /** Mistakes, begin and end, eight bits each; -1 when it is too far off. */
    int find(Row row) {
      NameTable table = row.table;
      if (sound != null && sound.mayMatch(table.pairs[row.text], table.sounds[row.text])) {
        int at = sound.find(table.chars, row.from, row.to);
        if (at >= 0) {
          return at << 8 | at + sound.length();
        }
      }
      if (approximate == null
          || !approximate.mayMatch(table.sounds[row.text], table.letters[row.text])) {
        return -1;
      }
      int found = approximate.find(table.chars, row.from, row.to);
      if (found < 0) {
        return -1;
      }
      int end = found & 0xff;
      int begin = approximate.spelled() ? 0 : Math.max(0, end - length);
      return found >> 8 << 16 | begin << 8 | end;
    }
  }
}
