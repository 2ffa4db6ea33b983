package city.chengtu.command.catalogue;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** All SQL of subscriptions to layers. */
final class SubscriptionTable {
  /**
   * @param seen the layer's version this person has been told of
   */
  record Subscription(String account, String layer, long seen) {}

  boolean has(Handle h, String account, String layer) {
    return h.createQuery("select 1 from subscription where account = :account and layer = :layer")
        .bind("account", account)
        .bind("layer", layer)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  long count(Handle h, String account) {
    return h.createQuery("select count(*) from subscription where account = :account")
        .bind("account", account)
        .mapTo(Long.class)
        .one();
  }

  void add(Handle h, Subscription s, Instant at) {
    h.createUpdate(
            "insert into subscription (account, layer, since, seen)"
                + " values (:account, :layer, :at, :seen)")
        .bind("account", s.account())
        .bind("layer", s.layer())
        .bind("seen", s.seen())
        .bind("at", at)
        .execute();
  }

  void remove(Handle h, String account, String layer) {
    h.createUpdate("delete from subscription where account = :account and layer = :layer")
        .bind("account", account)
        .bind("layer", layer)
        .execute();
  }

  /** A page of those of a layer that have not been told of this version. */
  List<Subscription> behind(Handle h, String layer, long version, int limit) {
    return h.createQuery(
            "select account, layer, seen from subscription"
                + " where layer = :layer and seen < :version order by account limit :limit")
        .bind("layer", layer)
        .bind("version", version)
        .bind("limit", limit)
        .map((rs, c) -> new Subscription(rs.getString(1), rs.getString(2), rs.getLong(3)))
        .list();
  }

  List<String> layers(Handle h) {
    return h.createQuery("select distinct layer from subscription").mapTo(String.class).list();
  }

  /**
   * Notes that somebody has been told.
   *
   * @return false when another node did so meanwhile
   */
  boolean told(Handle h, Subscription s, long version) {
    return h.createUpdate(
                "update subscription set seen = :version"
                    + " where account = :account and layer = :layer and seen = :seen")
            .bind("version", version)
            .bind("account", s.account())
            .bind("layer", s.layer())
            .bind("seen", s.seen())
            .execute()
        == 1;
  }
}
