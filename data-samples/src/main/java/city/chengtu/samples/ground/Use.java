package city.chengtu.samples.ground;

/** What a block is used for. */
public enum Use {
  ESTATE,
  OLD_TOWN,
  COMMERCIAL,
  INDUSTRY,
  PARK,
  LAKE,
  PLAZA,
  PRIMARY_SCHOOL,
  MIDDLE_SCHOOL,
  HOSPITAL,
  FIRE_STATION,
  POLICE_STATION,
  GOVERNMENT,
  WATER_DEPOT,
  GAS_DEPOT,
  POWER_DEPOT,
  DRAINAGE_DEPOT,
  CITY_DEPOT,
  RESCUE_BASE,
  RIVER,
  FRINGE;

  /** True when ordinary houses stand along the streets here. */
  public boolean built() {
    return compareTo(INDUSTRY) <= 0;
  }

  /** True for a site with a gate and a yard of its own. */
  public boolean site() {
    return compareTo(PRIMARY_SCHOOL) >= 0 && compareTo(RESCUE_BASE) <= 0;
  }

  public boolean green() {
    return this == PARK || this == LAKE || this == PLAZA;
  }
}
