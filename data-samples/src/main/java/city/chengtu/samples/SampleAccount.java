package city.chengtu.samples;

import city.chengtu.samples.survey.SampleData;
import java.util.List;

/**
 * A demo account. Only for a server that runs on the sample city and says so: the password is
 * public.
 *
 * @param role code of its role
 * @param organisation code of its organisation
 * @param area division code it works in; empty for the whole city
 */
public record SampleAccount(
    String account, String password, String name, String role, String organisation, String area) {
  public static List<SampleAccount> list() {
    return SampleData.list("city/accounts.yaml", "accounts", SampleAccount.class);
  }
}
