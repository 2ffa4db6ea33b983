package city.chengtu.gis.store;

import java.sql.SQLTransientConnectionException;

/** The database is known not to answer; nothing was asked of it. Later it may. */
public final class DatabaseAway extends SQLTransientConnectionException {
  private static final long serialVersionUID = 1L;

  DatabaseAway() {
    super("the database does not answer at present");
  }
}
