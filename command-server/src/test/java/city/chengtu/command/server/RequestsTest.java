package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.prove.requests.Onslaught;
import city.chengtu.command.prove.requests.Rehearsal;
import city.chengtu.command.prove.requests.StateDigest;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chengtu prove requests} in short: the same verdicts on a few thousand requests. */
@EachStore
class RequestsTest {
  private static final long SEED = 20_261_122;

  private static final Set<String> LATE =
      Set.of(
          "takeBackup",
          "getSecondFactor",
          "beginSecondFactor",
          "confirmSecondFactor",
          "removeSecondFactor",
          "resetSecondFactor",
          "showSecondFactor",
          "listSignInWays",
          "openCertificateSession",
          "startProviderSignIn",
          "finishProviderSignIn");

  @TempDir Path data;
  private final TestStore store;

  RequestsTest(TestStore store) {
    this.store = store;
  }

  @Test
  void badRequestsAreRefusedByNameAndChangeNothing() throws IOException, InterruptedException {
    DatabaseSettings settings = store.forServer();
    try (TestNode node = TestNode.start(settings, data, Map.of());
        SpatialDatabase database = SpatialDatabase.open(settings, StoreOptions.MIGRATIONS)) {
      Onslaught onslaught = Onslaught.prepare(node.uri("/"), SEED, Set.of());
      Map<String, String> before = StateDigest.of(database, onslaught.controlIds());
      long position = onslaught.position();
      onslaught.run(1, store.isPostgis() ? 1_500 : 3_000, 8);
      onslaught.checkJournal(position);
      assertThat(onslaught.findings()).isEmpty();
      assertThat(onslaught.controls()).isGreaterThan(50);
      assertThat(onslaught.faults()).hasSizeGreaterThan(80);
      assertThat(changed(before, StateDigest.of(database, onslaught.controlIds()))).isEmpty();
    }
  }

  private static Map<String, String> changed(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> changed = new TreeMap<>();
    after.forEach(
        (table, digest) -> {
          if (!digest.equals(before.get(table))) {
            changed.put(table, before.get(table) + " -> " + digest);
          }
        });
    before.keySet().stream()
        .filter(t -> !after.containsKey(t))
        .forEach(t -> changed.put(t, "gone"));
    return changed;
  }

  /** Whether all examples are right ones; then these alone, for they are few among so many. */
  @Test
  void operationsOfSigningInAndBackingUpAreHeldToTheSame()
      throws IOException, InterruptedException {
    DatabaseSettings settings = store.forServer();
    try (TestNode node = TestNode.start(settings, data, Map.of());
        SpatialDatabase database = SpatialDatabase.open(settings, StoreOptions.MIGRATIONS)) {
      assertThat(Rehearsal.faults(node.uri("/"))).isEmpty();
      Onslaught onslaught = Onslaught.prepare(node.uri("/"), SEED, LATE);
      Map<String, String> before = StateDigest.of(database, onslaught.controlIds());
      onslaught.run(1, 400, 8);
      assertThat(onslaught.findings()).isEmpty();
      assertThat(changed(before, StateDigest.of(database, onslaught.controlIds()))).isEmpty();
    }
  }
}
