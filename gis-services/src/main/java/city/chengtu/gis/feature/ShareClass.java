package city.chengtu.gis.feature;

import java.util.Locale;

/** How far a layer may be shared between departments (共享属性: 无条件共享, 有条件共享, 不予共享). */
public enum ShareClass {
  UNCONDITIONAL,
  CONDITIONAL,
  NOT_SHARED;

  /**
   * As written in addresses and rules: {@code unconditional}, {@code conditional}, {@code
   * not-shared}.
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
