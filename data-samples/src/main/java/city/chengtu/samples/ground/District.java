package city.chengtu.samples.ground;

import java.util.List;

/** A district (区) and its streets, in the order of their codes. */
public record District(Division division, List<Street> streets) {

  /**
   * A street (街道) of a few quarters.
   *
   * @param quarters column and row of each urban quarter
   */
  public record Street(Division division, List<int[]> quarters) {}
}
