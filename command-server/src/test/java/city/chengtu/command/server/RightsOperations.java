package city.chengtu.command.server;

import city.chengtu.command.access.Scope;
import city.chengtu.command.server.RightsCity.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether every question that the contract and {@code /ogc} offer has been asked by the matrix. */
final class RightsOperations {
  /** Why an operation needs no door in the matrix. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("getSession", "says who the asker is"),
          Map.entry("listSignInWays", "open to all"),
          Map.entry("startProviderSignIn", "a step of signing in"),
          Map.entry("finishProviderSignIn", "a step of signing in"),
          Map.entry("getSecondFactor", "the asker's own"),
          Map.entry("getCommand", "what the asker himself has sent: AccessScene's tests"),
          Map.entry("listAccounts", "administrators: SeparateAdministratorsTest"),
          Map.entry("listTokens", "administrators: AccountsAndTokensTest"),
          Map.entry("listRoles", "the rules themselves: SeparateAdministratorsTest"),
          Map.entry("getReference", "reference data, the same for all"),
          Map.entry("listCaseClasses", "reference data, the same for all"),
          Map.entry("getAbout", "open to all"),
          Map.entry("getAttachment", "of a case: CaseHttpTest"),
          Map.entry("recommendUnits", "a permission of its own: AccessMatrixTest"),
          Map.entry("matchPlans", "a permission of its own: AccessMatrixTest"),
          Map.entry("listUnits", "no fields of the matrix: AccessMatrixTest, DispatchFlowTest"),
          Map.entry("getTrack", "needs position.read: PositionsTest, AccessMatrixTest"),
          Map.entry("listClosures", "no fields of the matrix: AccessMatrixTest, DispatchFlowTest"),
          Map.entry("reportIntervals", "numbers of a whole city, needs report.read"),
          Map.entry("listDownloads", "the asker's own downloads: DownloadsHttpTest"),
          Map.entry("listForeignSources", "administrators of servers: ForeignFaultsTest"),
          Map.entry("getForeignSource", "administrators of servers: ForeignFaultsTest"),
          Map.entry("getForeignOffer", "administrators of servers: ForeignServersTest"),
          Map.entry("getGeoServer", "administrators of servers: GeoServerPublishingTest"),
          Map.entry("diffGeoServer", "administrators of servers: GeoServerPublishingTest"));

  private RightsOperations() {}

  /**
   * @param answered paths of what was answered with success to somebody
   * @param pictures whether there was a foreign server
   */
  static void check(Set<String> answered, RightsMatrix matrix, boolean pictures) throws Exception {
    Set<String> unused = new TreeSet<>(ELSEWHERE.keySet());
    for (Operation each : operations(matrix)) {
      boolean asked = answered.stream().anyMatch(each.pattern().asMatchPredicate());
      boolean listed = unused.remove(each.id());
      if (!asked && !listed && (pictures || !each.id().contains("Foreign"))) {
        matrix.found.add("no door of the matrix asks " + each.id() + " " + each.pattern());
      }
      if (asked && listed) {
        matrix.found.add(each.id() + " is asked, and is on the list of those that are not");
      }
    }
    unused.forEach(id -> matrix.found.add("there is no operation " + id + " any more"));
  }

  private record Operation(String id, Pattern pattern) {
    static Operation of(String root, String path, JsonObject get) {
      String every = Pattern.quote(root + path).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q");
      return new Operation(get.getString("operationId"), Pattern.compile(every + "/?"));
    }
  }

  private static List<Operation> operations(RightsMatrix matrix) throws Exception {
    List<Operation> all = new ArrayList<>();
    add(all, "/api/v1", ChengtuServer.contract().document());
    RightsAsker whole = matrix.askers.get(new Person("m_all_personal", Scope.ALL, false, true));
    JsonObject ogc = whole.json("/ogc/api?f=json");
    // Of layers that are not the matrix's there are the same operations.
    ogc.getJsonObject("paths")
        .fieldNames()
        .removeIf(path -> path.startsWith("/collections/") && !path.contains("/m_"));
    add(all, "/ogc", ogc);
    return all;
  }

  private static void add(List<Operation> all, String root, JsonObject document) {
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject get = paths.getJsonObject(path).getJsonObject("get");
      if (get != null) {
        all.add(Operation.of(root, path.equals("/") ? "" : path, get));
      }
    }
  }
}
