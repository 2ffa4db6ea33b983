package city.chengtu.gis.feature;

import java.util.Objects;

/** A name shown to people, in Chinese and in English. */
public record Text(String zh, String en) {
  public Text {
    Objects.requireNonNull(zh, "zh");
    Objects.requireNonNull(en, "en");
  }
}
