package city.chengtu.command.server;

import city.chengtu.command.access.AccessRules;
import city.chengtu.command.access.Grant;
import city.chengtu.command.access.Role;
import city.chengtu.command.access.RulesDesk;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.access.Scope;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.server.RightsCity.Person;
import city.chengtu.gis.store.SpatialDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules of access of the matrix: a role for each of its people, and one for its author. */
final class RightsRules {
  private static final List<String> ACTS =
      List.of(
          "catalogue.read",
          "layer.read",
          "layer.download",
          "place.read",
          "history.read",
          "live.read",
          "journal.read",
          "incident.read",
          "case.read",
          "map.print",
          "question.*",
          "catalogue.subscribe",
          "inbox.*",
          "layer.review",
          "layer.load",
          "reference.read");

  private RightsRules() {}

  /** As another node would change the rules: by a command, heard of through the journal. */
  static void seed(SpatialDatabase database, List<Person> people) {
    AccessRules seed = RulesSeed.read();
    List<Role> roles = new ArrayList<>(seed.roles());
    List<Grant> grants = new ArrayList<>(seed.grants());
    author(roles, grants);
    for (Person p : people) {
      roles.add(new Role(p.role(), p.role(), p.role(), List.of()));
      ACTS.forEach(act -> grants.add(grant(p, act, List.of("*"), Scope.ALL)));
      if (p.personal()) {
        grants.add(grant(p, "personal.read", List.of("*"), Scope.ALL));
      }
      grants.add(grant(p, Grant.SEE, List.of("boundaries"), Scope.ALL));
      if (p.scope() != null) {
        List<String> seen = new ArrayList<>(List.of(RightsCity.SHARED, RightsCity.PICTURES + "*"));
        seen.addAll(List.of("incident", "incidents", "case", "cases"));
        seen.add("layer");
        if (p.scope() == Scope.ALL) {
          seen.add(RightsCity.CLOSED);
        }
        grants.add(grant(p, Grant.SEE, seen, p.scope(), p.hides() ? HIDDEN : new String[0]));
        String[] address = p.hides() ? new String[] {"address"} : new String[0];
        grants.add(grant(p, Grant.SEE, List.of(RightsCity.PLACES), p.scope(), address));
      }
    }
    Clock clock = Clock.systemUTC();
    Journal journal = new Journal(database.jdbi(), clock, Chain.SHA_256);
    new RulesDesk(database.jdbi())
        .seed(
            new Commands(database.jdbi(), journal, clock, entries -> {}),
            new AccessRules(seed.version() + 1000, roles, grants, seed.personal(), seed.signIn()));
  }

  private static void author(List<Role> roles, List<Grant> grants) {
    Person author = new Person(RightsCity.AUTHOR, Scope.ALL, false, true);
    roles.add(new Role(RightsCity.AUTHOR, RightsCity.AUTHOR, RightsCity.AUTHOR, List.of()));
    List<String> acts = new ArrayList<>(ACTS);
    acts.addAll(List.of("layer.edit", "personal.read"));
    acts.forEach(act -> grants.add(grant(author, act, List.of("*"), Scope.ALL)));
    grants.add(grant(author, Grant.SEE, List.of("*"), Scope.ALL));
  }

  /** As the delivered rules hide incidents: what a caller said stands in the reports, too. */
  private static final String[] HIDDEN = {"secret", "description", "reports", "callers", "caller"};

  private static Grant grant(
      Person p, String permission, List<String> kinds, Scope scope, String... hides) {
    return new Grant(p.role(), permission, kinds, scope, List.of(hides), Instant.EPOCH, null);
  }
}
