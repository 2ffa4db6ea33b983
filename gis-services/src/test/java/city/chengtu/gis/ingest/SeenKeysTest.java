package city.chengtu.gis.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys that came before are told, in memory and in the file that follows it. */
class SeenKeysTest {
  @Test
  void tellsWhatASetTells() {
    Random random = new Random(7);
    SeenKeys keys = new SeenKeys(1 << 12);
    Set<String> all = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      String key = Integer.toString(random.nextInt(150_000), Character.MAX_RADIX);
      if (keys.add(key) != all.add(key)) {
        wrong.add(key);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void takesLikeKeysApart() {
    SeenKeys keys = new SeenKeys();
    for (String key : new String[] {"", "a", "aa", "ab", "ba", "\0", "\0\0", "井盖", "盖井", "a\0"}) {
      assertThat(keys.add(key)).as(key).isTrue();
      assertThat(keys.add(key)).as(key).isFalse();
    }
  }
}
