package city.chengtu.gis.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.value.VersionedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed process leaves in the embedded store of a change that was never committed: rows
 * that H2 no longer knows how to take back, because its picture of the table is younger than its
 * picture of the notes for undoing (the same pictures as in {@link EmbeddedConnections}).
 *
 * <p>H2 takes them for not there, but for a transaction that happens to have the number of the one
 * that died: that one sees them, and may answer by them. So they are taken out when the store is
 * opened. Such rows can only be in the last picture, so only pages of the last pictures are looked
 * at: the cost does not grow with the store.
 */
final class HalfWrittenRows {
  private static final Logger LOG = LoggerFactory.getLogger(HalfWrittenRows.class);

  /** More pictures than H2 takes by itself while it opens; older pages hold no such row. */
  private static final long YOUNG = 1_000;

  /** An R-tree's page keeps one place more than it has children. */
  private static final long NO_PAGE = 0;

  private final MVStore store;
  private final TransactionStore transactions;
  private final Map<Integer, Long> versions = new HashMap<>();
  private final long newest;

  private HalfWrittenRows(MVStore store, TransactionStore transactions) {
    this.store = store;
    this.transactions = transactions;
    FileStore<?> file = store.getFileStore();
    this.newest = file.lastChunkVersion();
    file.getLayoutMap()
        .forEach(
            (key, text) -> {
              if (key.startsWith("chunk.")) {
                Map<String, String> chunk = DataUtils.parseMap(text);
                versions.put(
                    DataUtils.parseHexInt(key.substring("chunk.".length())),
                    DataUtils.readHexLong(chunk, "version", 0));
              }
            });
  }

  /**
   * Takes them out, when this connection is the store's first.
   *
   * @return how many there were
   */
  static int takeOut(Connection connection) throws SQLException {
    if (!(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
      return 0;
    }
    Database database = session.getDatabase();
    MVStore store = database.getStore().getMvStore();
    if (store.getFileStore() == null
        || store.getFileStore().isReadOnly()
        || database.getSessions(false).length != 1) {
      return 0; // what others are about to commit looks just the same
    }
    store.commit(); // what H2 has mended by itself gets its place in the file
    HalfWrittenRows rows = new HalfWrittenRows(store, database.getStore().getTransactionStore());
    int found = rows.takeOut();
    if (found > 0) {
      LOG.warn(
          "the process before this one was killed: {} half-written entries of changes that were"
              + " never acknowledged are taken out",
          found);
    }
    return found;
  }

  private int takeOut() {
    int found = 0;
    for (String name : store.getMapNames()) {
      String id = store.getMetaMap().get(DataUtils.META_NAME + name);
      MVMap<Object, Object> map = id == null ? null : store.getMap(DataUtils.parseHexInt(id));
      if (map != null && !map.isClosed()) {
        List<Object> keys = new ArrayList<>();
        collect(map.getRootPage(), keys);
        for (Object key : keys) {
          mend(map, key);
        }
        found += keys.size();
      }
    }
    if (found > 0) {
      store.commit();
    }
    return found;
  }

  private void collect(Page<Object, Object> page, List<Object> keys) {
    if (page.isLeaf()) {
      for (int i = 0; i < page.getKeyCount(); i++) {
        if (page.getValue(i) instanceof VersionedValue<?> value && value.getOperationId() != 0) {
          keys.add(page.getKey(i));
        }
      }
      return;
    }
    for (int i = 0; i < page.getRawChildPageCount(); i++) {
      long position = page.getChildPagePos(i);
      if (position != NO_PAGE && isYoung(position)) {
        collect(page.getChildPage(i), keys);
      }
    }
  }

  private boolean isYoung(long position) {
    // the last chunk is not in its own list
    Long version = versions.get(DataUtils.getPageChunkId(position));
    return version == null || version > newest - YOUNG;
  }

  /**
   * Puts in the entry's place what was committed before it. Past all transactions: nobody else is
   * here, and H2's R-tree forgets a change that has to be tried twice, as this one would.
   */
  @SuppressWarnings("unchecked")
  private void mend(MVMap<Object, Object> map, Object key) {
    MVMap<Object, VersionedValue<Object>> versioned =
        (MVMap<Object, VersionedValue<Object>>) (MVMap<?, ?>) map;
    Object committed = versioned.get(key).getCommittedValue();
    if (committed == null) {
      versioned.remove(key);
      return;
    }
    Transaction transaction = transactions.begin();
    TransactionMap<Object, Object> rows = transaction.openMapX(versioned);
    rows.putCommitted(key, committed);
    transaction.rollback();
  }
}
