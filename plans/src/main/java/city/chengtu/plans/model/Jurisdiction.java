package city.chengtu.plans.model;

/** The level of government or body that a plan belongs to 预案层级. */
public enum Jurisdiction {
  STATE,
  PROVINCE,
  CITY,
  COUNTY,
  TOWN,
  COMMUNITY,
  UNIT
}
