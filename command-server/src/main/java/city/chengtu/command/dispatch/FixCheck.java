package city.chengtu.command.dispatch;

import city.chengtu.command.journal.Refusal;

/** Is this a place on the earth at some time? Asked of every fix, whatever way it came. */
final class FixCheck {
  private static final int LONGEST_NAME = 40;
  private static final double FASTEST = 400;

  private FixCheck() {}

  /**
   * @param field where the fix stands in its batch
   * @throws Refusal 400, naming the member
   */
  static void check(String field, Fix fix) {
    if (fix == null) {
      throw Refusal.invalid(field, "required", "a fix needs unit, lon, lat and at");
    }
    if (fix.unit() == null || fix.unit().isEmpty() || fix.unit().length() > LONGEST_NAME) {
      throw Refusal.invalid(field + "/unit", "invalid-fix", "unit must be an id or a call sign");
    }
    within(field + "/lon", fix.lon(), -180, 180);
    within(field + "/lat", fix.lat(), -90, 90);
    if (fix.at() == null) {
      throw Refusal.invalid(field + "/at", "invalid-fix", "at is missing");
    }
    if (fix.heading() != null) {
      within(field + "/heading", fix.heading(), 0, 360);
    }
    if (fix.speed() != null) {
      within(field + "/speed", fix.speed(), 0, FASTEST);
    }
  }

  private static void within(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) { // so that NaN is refused too
      throw Refusal.invalid(
          field, "invalid-fix", "must be from " + least + " to " + most + ", not " + value);
    }
  }
}
