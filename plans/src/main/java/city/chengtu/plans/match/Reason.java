package city.chengtu.plans.match;

import city.chengtu.plans.model.Text;

/**
 * Why a plan fits, or does not.
 *
 * @param code stable, for machines: type, area, level, start, validity, status, superseded,
 *     unknown, judgement
 */
public record Reason(String code, boolean forPlan, Text text) {
  static Reason pro(String code, String zh, String en) {
    return new Reason(code, true, new Text(zh, en));
  }

  static Reason contra(String code, String zh, String en) {
    return new Reason(code, false, new Text(zh, en));
  }
}
