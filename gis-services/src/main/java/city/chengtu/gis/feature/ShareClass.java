package city.chengtu.gis.feature;

/** How far a layer may be shared between departments (共享属性: 无条件共享, 有条件共享, 不予共享). */
public enum ShareClass {
  UNCONDITIONAL,
  CONDITIONAL,
  NOT_SHARED
}
