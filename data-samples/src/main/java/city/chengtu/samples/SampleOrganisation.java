package city.chengtu.samples;

import city.chengtu.samples.survey.SampleData;
import java.util.List;

/**
 * A department, company or service of the sample city.
 *
 * @param code as units, accounts and the plan library name it
 * @param number as components name it (DeptCode)
 * @param kind centre, department, company or service
 * @param parent code of the organisation above; null at the top
 */
public record SampleOrganisation(
    String code, String number, String zh, String en, String kind, String parent) {
  /** Parents before their children. */
  public static List<SampleOrganisation> list() {
    return SampleData.list("city/organisations.yaml", "organisations", SampleOrganisation.class);
  }
}
