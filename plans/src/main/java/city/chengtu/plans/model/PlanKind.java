package city.chengtu.plans.model;

/**
 * Kinds of plans 预案种类; the order is the order of preference when several match: the more particular
 * first.
 */
public enum PlanKind {
  /** 现场处置方案: one site, one danger. */
  SITE,
  /** 单位预案: one enterprise or institution. */
  UNIT,
  /** 重大活动预案: one event. */
  EVENT,
  /** 专项预案: one kind of incident in one territory. */
  SPECIAL,
  /** 部门预案: one department. */
  DEPARTMENT,
  /** 总体预案: the frame for all others. */
  MASTER
}
