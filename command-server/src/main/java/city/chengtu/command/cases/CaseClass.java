package city.chengtu.command.cases;

import city.chengtu.gis.feature.Text;

/**
 * One minor class 小类 of a scheme of classes.
 *
 * @param code letter of its kind, then major 2 and minor 2 digits: E0102, C0101
 * @param scheme for example CJT214
 * @param version the scheme's version
 * @param kind component 部件 or event 事件
 * @param major the major class 大类: letter and 2 digits
 * @param unsure true when the number stands in no source we saw; such rows vary between cities
 */
public record CaseClass(
    String code,
    String scheme,
    String version,
    String kind,
    String major,
    Text majorTitle,
    Text title,
    boolean unsure) {
  public static final String COMPONENT = "component";

  String letter() {
    return code.substring(0, 1);
  }

  /** The four digits without the kind's letter, as they stand in a component's code. */
  String digits() {
    return code.substring(1);
  }
}
