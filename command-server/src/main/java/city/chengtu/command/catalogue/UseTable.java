package city.chengtu.command.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** All SQL of the use of layers. */
final class UseTable {
  /** Who used what, by which door, on which day. */
  record Counted(String layer, LocalDate day, String door, String account) {}

  /**
   * How much a layer was used on a day by a door.
   *
   * @param people how many accounts did
   */
  record DayOfUse(LocalDate day, String door, long times, long people) {}

  /** How much one account used a layer. */
  record User(String account, long times, LocalDate last) {}

  void add(Handle h, Counted key, long times) {
    int changed =
        run(
            h.createUpdate(
                "update layer_use set times = times + :times where layer = :layer"
                    + " and used_on = :day and door = :door and account = :account"),
            key,
            times);
    if (changed == 0) {
      run(
          h.createUpdate(
              "insert into layer_use (layer, used_on, door, account, times)"
                  + " values (:layer, :day, :door, :account, :times)"),
          key,
          times);
    }
  }

  private static int run(Update update, Counted key, long times) {
    return update
        .bind("times", times)
        .bind("layer", key.layer())
        .bind("day", key.day())
        .bind("door", key.door())
        .bind("account", key.account())
        .execute();
  }

  List<DayOfUse> days(Handle h, String layer, LocalDate since) {
    return h.createQuery(
            "select used_on, door, sum(times), count(distinct account) from layer_use"
                + " where layer = :layer and used_on >= :since"
                + " group by used_on, door order by used_on desc, door")
        .bind("layer", layer)
        .bind("since", since)
        .map(
            (rs, c) ->
                new DayOfUse(
                    rs.getObject(1, LocalDate.class),
                    rs.getString(2),
                    rs.getLong(3),
                    rs.getLong(4)))
        .list();
  }

  List<User> users(Handle h, String layer, LocalDate since, int most) {
    return h.createQuery(
            "select account, sum(times) as total, max(used_on) from layer_use"
                + " where layer = :layer and used_on >= :since"
                + " group by account order by total desc, account limit :most")
        .bind("layer", layer)
        .bind("since", since)
        .bind("most", most)
        .map((rs, c) -> new User(rs.getString(1), rs.getLong(2), rs.getObject(3, LocalDate.class)))
        .list();
  }

  void forget(Handle h, LocalDate before) {
    h.createUpdate("delete from layer_use where used_on < :before")
        .bind("before", before)
        .execute();
  }
}
