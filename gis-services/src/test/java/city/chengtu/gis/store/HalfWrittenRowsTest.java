package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that was killed with changes in its tables, and not in its notes for undoing them. */
class HalfWrittenRowsTest {
  @TempDir private Path folder;

  @Test
  void nobodySeesAChangeThatWasNeverCommitted() throws Exception {
    leaveHalfWritten();
    try (SpatialDatabase database =
        SpatialDatabase.open(DatabaseSettings.of(DatabaseSettings.H2, killed(), 2), List.of())) {
      Jdbi jdbi = database.jdbi();
      // the first transaction of a new process has the number of the one that died
      List<String> seen =
          jdbi.inTransaction(
              h -> {
                h.execute("insert into other values (1)");
                return h.select("select name from unit order by id").mapTo(String.class).list();
              });
      assertThat(seen).containsExactly("fire 1", "fire 2");
      assertThat(at(database)).isEmpty();
      String made = "insert into unit values (3, 'fire 3', ST_MakeEnvelope(0, 0, 1, 1, 4326))";
      jdbi.useHandle(h -> h.execute(made));
      assertThat(at(database)).containsExactly("fire 3");
    }
  }

  private static List<String> at(SpatialDatabase database) {
    String there = "select name from unit where at && ST_MakeEnvelope(0, 0, 2, 2, 4326)";
    return database.<List<String>, RuntimeException>readSpace(
        h -> h.select(there).mapTo(String.class).list());
  }

  @Test
  void bareH2ShowsIt() throws Exception {
    leaveHalfWritten();
    try (Connection connection = DriverManager.getConnection(url(killed()), "chengtu", "");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("insert into other values (1)");
      assertThat(statement.executeQuery("select name from unit where id = 3").next()).isTrue();
    }
  }

  private void leaveHalfWritten() throws Exception {
    try (SpatialDatabase made =
        SpatialDatabase.open(DatabaseSettings.of(DatabaseSettings.H2, folder, 2), List.of())) {
      made.jdbi()
          .useHandle(
              h -> {
                h.execute("create table other (id int primary key)");
                h.execute(
                    "create table unit (id int primary key, name varchar, at geometry(geometry, 4326))");
                h.execute("create index unit_at on unit using rtree (at)");
                h.execute("insert into unit values (1, 'fire 1', null), (2, 'fire 2', null)");
              });
    }
    Connection connection = DriverManager.getConnection(url(folder), "chengtu", "");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into unit values (3, 'half written', ST_MakeEnvelope(0, 0, 1, 1, 4326))");
      statement.execute("update unit set name = 'half changed' where id = 1");
      statement.execute("delete from unit where id = 2");
    }
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    MVStore store = session.getDatabase().getStore().getMvStore();
    forgetHowToUndo(store);
    store.commit();
    Files.createDirectories(killed());
    Files.copy(Path.of(folder + "/chengtu.mv.db"), Path.of(killed() + "/chengtu.mv.db"));
    store.closeImmediately();
  }

  /** What is in the file at that moment: a kill leaves no more. */
  private Path killed() {
    return folder.resolve("killed");
  }

  private static void forgetHowToUndo(MVStore store) {
    for (String name : store.getMapNames()) {
      if (name.startsWith("undoLog")) {
        String id = store.getMetaMap().get(DataUtils.META_NAME + name);
        if (store.getMap(DataUtils.parseHexInt(id)) != null) {
          store.getMap(DataUtils.parseHexInt(id)).clear();
        }
      }
    }
  }

  private static String url(Path folder) {
    return SpatialDatabase.embedded(folder);
  }
}
