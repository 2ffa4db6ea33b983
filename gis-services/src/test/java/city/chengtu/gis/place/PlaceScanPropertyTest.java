package city.chengtu.gis.place;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.StandardLayers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;

/** The index against what a plain reading of the same names gives. */
class PlaceScanPropertyTest {
  private static final int CITIES = 6;
  private static final int QUERIES = 150;
  private static final int ALL = 100_000;

  /** What a query may be: a piece of a name, its letters, its initials, or made up. */
  private static String typed(Random random, List<String> names) {
    String name = names.get(random.nextInt(names.size()));
    int from = random.nextInt(name.length());
    String piece = name.substring(from, from + 1 + random.nextInt(name.length() - from));
    return switch (random.nextInt(4)) {
      case 0 -> piece;
      case 1 -> spelled(random, piece, 1.0);
      case 2 -> spelled(random, piece, 0.0);
      default -> spelled(random, piece, 0.5);
    };
  }

  private static String spelled(Random random, String piece, double full) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      int[] readings = Pinyin.readings(c);
      String one =
          readings.length == 0
              ? String.valueOf(c)
              : Pinyin.syllable(readings[random.nextInt(readings.length)]);
      letters.append(random.nextDouble() < full ? one : one.substring(0, 1));
    }
    return letters.toString();
  }

  /** Whether some stretch of the name can be typed so, by the words of the definition. */
  private static boolean plain(String name, String typed) {
    for (int i = 0; i < name.length(); i++) {
      if (plain(name, i, typed, 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean plain(String name, int at, String typed, int done) {
    if (done == typed.length()) {
      return true;
    }
    if (at == name.length()) {
      return false;
    }
    if (name.charAt(at) == typed.charAt(done) && plain(name, at + 1, typed, done + 1)) {
      return true;
    }
    for (int id : Pinyin.readings(name.charAt(at))) {
      String syllable = Pinyin.syllable(id);
      if (typed.startsWith(syllable, done)
          && plain(name, at + 1, typed, done + syllable.length())) {
        return true;
      }
      if (typed.charAt(done) == syllable.charAt(0) && plain(name, at + 1, typed, done + 1)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> found(Map<String, LayerNames> names, String typed) {
    Hits hits = new Hits(ALL, null);
    new NameScan(List.copyOf(names.values()), PlaceSight.all(), null, hits)
        .precise(PlaceQuery.of(typed));
    Set<String> ids = new TreeSet<>();
    hits.best().forEach(hit -> ids.add(hit.table().id(hit.record())));
    return ids;
  }

  @Test
  void whatIsFoundIsWhatAPlainReadingFinds() {
    for (int seed = 0; seed < CITIES; seed++) {
      Random random = new Random(seed);
      TestCity city = new TestCity();
      GeneratedPlaces made = new GeneratedPlaces(300, seed);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        names.add(made.stem(2 + random.nextInt(5)));
        city.add("poi", "p" + i, "POINT (113 28)", "name", names.get(i));
      }
      Map<String, LayerNames> index = city.index();
      for (int i = 0; i < QUERIES; i++) {
        String typed = typed(random, names);
        Set<String> expected = new TreeSet<>();
        for (int n = 0; n < names.size(); n++) {
          if (plain(names.get(n), typed)) {
            expected.add("p" + n);
          }
        }
        Set<String> got = found(index, typed);
        // Everything found fits; and nothing that fits is missed where the letters can be cut few
        // ways.
        assertThat(got)
            .as("%s (seed %d)", typed, seed)
            .isSubsetOf(withBeginnings(names, typed, expected));
        if (typed.length() <= 6) {
          assertThat(got).as("%s (seed %d)", typed, seed).containsAll(expected);
        }
      }
    }
  }

  /** The last syllable may be half typed. */
  private static Set<String> withBeginnings(
      List<String> names, String typed, Set<String> expected) {
    Set<String> all = new TreeSet<>(expected);
    for (int n = 0; n < names.size(); n++) {
      if (!all.contains("p" + n)) {
        for (int cut = Math.max(0, typed.length() - 5); cut < typed.length(); cut++) {
          if (halfTyped(names.get(n), typed.substring(0, cut), typed.substring(cut))) {
            all.add("p" + n);
          }
        }
      }
    }
    return all;
  }

  private static boolean halfTyped(String name, String typed, String half) {
    for (int end = 0; end < name.length(); end++) {
      for (int id : Pinyin.readings(name.charAt(end))) {
        if (Pinyin.syllable(id).startsWith(half)) {
          for (int from = 0; from <= end; from++) {
            if (exactly(name.substring(from, end), typed)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static boolean exactly(String name, String typed) {
    if (name.isEmpty() || typed.isEmpty()) {
      return name.isEmpty() && typed.isEmpty();
    }
    if (name.charAt(0) == typed.charAt(0) && exactly(name.substring(1), typed.substring(1))) {
      return true;
    }
    for (int id : Pinyin.readings(name.charAt(0))) {
      String syllable = Pinyin.syllable(id);
      for (int take : new int[] {1, 2, syllable.length()}) {
        if (take <= syllable.length()
            && typed.startsWith(syllable.substring(0, take))
            && exactly(name.substring(1), typed.substring(take))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The signatures only leave out what would not match: with and without them the same is near. */
  @Test
  void noTextWithinAMistakeIsLeftOut() {
    Random random = new Random(7);
    GeneratedPlaces made = new GeneratedPlaces(300, 7);
    for (int i = 0; i < 3_000; i++) {
      char[] text = made.stem(3 + random.nextInt(6)).toCharArray();
      String typed = mistaken(random, new String(text));
      for (Approximate near :
          new Approximate[] {
            Approximate.ofCharacters(typed), Approximate.ofLetters(spelled(random, typed, 1.0))
          }) {
        if (near != null && near.find(text, 0, text.length) >= 0) {
          assertThat(
                  near.mayMatch(
                      Signature.sounds(text, 0, text.length),
                      Signature.letters(text, 0, text.length)))
              .as("%s typed %s", new String(text), typed)
              .isTrue();
        }
      }
    }
  }

  private static String mistaken(Random random, String text) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + "的" + text.substring(at);
      default -> text.substring(0, at) + "的" + text.substring(at + 1);
    };
  }

  /** The fewest mistakes, counted the plain way. */
  @Test
  void mistakesAreCountedRight() {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      String text = letters(random, 4 + random.nextInt(12));
      String typed = letters(random, 5 + random.nextInt(8));
      Approximate near = Approximate.ofLetters(typed);
      int found = near.find(text.toCharArray(), 0, text.length());
      int fewest = fewest(typed, text);
      int allowed = typed.length() < 9 ? 1 : 2;
      assertThat(found < 0 ? -1 : found >> 8)
          .as("%s in %s", typed, text)
          .isEqualTo(fewest <= allowed ? fewest : -1);
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  private static int fewest(String typed, String text) {
    int[] column = new int[typed.length() + 1];
    for (int i = 0; i < column.length; i++) {
      column[i] = i;
    }
    int best = column[typed.length()];
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      int diagonal = 0;
      for (int i = 1; i < column.length; i++) {
        int old = column[i];
        column[i] =
            Math.min(
                diagonal + (typed.charAt(i - 1) == c ? 0 : 1), Math.min(old, column[i - 1]) + 1);
        diagonal = old;
      }
      best = Math.min(best, column[typed.length()]);
    }
    return best;
  }

  /** Any row of changes leaves the index as if it had been made anew. */
  @Test
  void anIndexThatWasChangedAnswersLikeANewOne() {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      GeneratedPlaces made = new GeneratedPlaces(300, seed);
      PlaceFields fields = PlaceFields.of(StandardLayers.get("poi"));
      TestCity start = new TestCity();
      for (int i = 0; i < 200; i++) {
        point(start, random, made, i);
      }
      Map<String, Feature> now = new java.util.TreeMap<>();
      start.features.forEach(feature -> now.put(feature.id(), feature));
      LayerNames names = start.index().get("poi");
      for (int step = 0; step < 30; step++) {
        Envelope touched = new Envelope();
        TestCity changes = new TestCity();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
          point(changes, random, made, random.nextInt(250));
        }
        for (Feature feature : changes.features) {
          Feature old = now.remove(feature.id());
          if (old != null) {
            touched.expandToInclude(old.geometry().getEnvelopeInternal());
          }
          if (random.nextInt(4) > 0) {
            touched.expandToInclude(feature.geometry().getEnvelopeInternal());
            now.put(feature.id(), feature);
          }
        }
        List<PlaceEntry> inside =
            now.values().stream()
                .filter(f -> f.geometry().getEnvelopeInternal().intersects(touched))
                .map(fields::entry)
                .toList();
        names = names.changed(step + 2, touched.isNull() ? List.of() : List.of(touched), inside);
      }
      TestCity fresh = new TestCity();
      fresh.features.addAll(now.values());
      Map<String, LayerNames> anew = fresh.index();
      assertThat(names.count()).isEqualTo(now.size());
      for (int i = 0; i < 60; i++) {
        String typed = made.stem(1 + random.nextInt(2));
        assertThat(found(Map.of("poi", names), typed)).as(typed).isEqualTo(found(anew, typed));
        assertThat(found(Map.of("poi", whole(names)), typed)).isEqualTo(found(anew, typed));
      }
    }
  }

  private static LayerNames whole(LayerNames names) {
    return LayerNames.of(names.layer(), names.fields(), names.version(), names.whole());
  }

  private static void point(TestCity city, Random random, GeneratedPlaces made, int id) {
    String wkt =
        String.format(
            java.util.Locale.ROOT,
            "POINT (%.7f %.7f)",
            113 + random.nextDouble(),
            28 + random.nextDouble());
    city.add("poi", "p" + id, wkt, "name", made.stem(3), "address", made.stem(2) + "路" + id + "号");
  }

  @Test
  void whatIsKeptIsReadBack(@TempDir Path folder) throws Exception {
    Map<String, LayerNames> city = GeneratedPlaces.index(new GeneratedPlaces(2_000, 3), f -> {});
    NamesFile file = new NamesFile(folder);
    UUID changeSet = UUID.randomUUID();
    for (LayerNames names : city.values()) {
      file.keep(names, changeSet);
      NamesFile.Kept kept = file.read(names.layer(), names.fields()).orElseThrow();
      assertThat(kept.changeSet()).isEqualTo(changeSet);
      assertThat(kept.names().version()).isEqualTo(names.version());
      assertThat(kept.names().count()).isEqualTo(names.count());
      for (String typed : List.of("芙蓉", "fr", "yiyuan", "430102", "路")) {
        assertThat(found(Map.of("x", kept.names()), typed))
            .isEqualTo(found(Map.of("x", names), typed));
      }
    }
    LayerNames poi = city.get("poi");
    assertThat(file.read("poi", PlaceFields.of(StandardLayers.get("buildings")))).isEmpty();
    Path path = folder.resolve("poi.names");
    byte[] bytes = Files.readAllBytes(path);
    for (int at : new int[] {0, 9, 60, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(path, damaged);
      assertThat(file.read("poi", poi.fields())).as("byte %d", at).isEmpty();
    }
    for (int length : new int[] {0, 7, 8, 100, bytes.length - 1}) {
      Files.write(path, java.util.Arrays.copyOf(bytes, length));
      assertThat(file.read("poi", poi.fields())).as("%d bytes", length).isEmpty();
    }
  }
}
