package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.AuditVerifier;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads the database on a connection of its own, past the server: what is really there. Its SQL is
 * its own on purpose, so that a mistake in the server's cannot hide here.
 */
final class DatabaseReading implements Receipts, AutoCloseable {
  private static final int FETCH = 2_000;
  private final JdbcTarget target;
  private final Connection connection;
  private final Map<String, Receipt> receipts = new HashMap<>();

  DatabaseReading(JdbcTarget target) throws SQLException {
    this.target = target;
    this.connection = target.connect();
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** Every entry in the order of its number, then the receipts: all as of one moment. */
  void journal(Consumer<Row> row) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select seq, type, time, command_id, subject_kind, subject_id, version,"
                + " case when subject_kind = 'assignment' then data end as data"
                + " from journal_entry order by seq")) {
      query.setFetchSize(FETCH);
      try (ResultSet rs = query.executeQuery()) {
        while (rs.next()) {
          row.accept(row(rs));
        }
      }
    }
    readReceipts();
  }

  private static Row row(ResultSet rs) throws SQLException {
    String data = rs.getString("data");
    return new Row(
        rs.getLong("seq"),
        rs.getString("type"),
        rs.getObject("time", OffsetDateTime.class).toInstant(),
        rs.getString("command_id"),
        rs.getString("subject_kind") + "/" + rs.getString("subject_id"),
        rs.getLong("version"),
        data == null ? MissingNode.getInstance() : StateJson.tree(data));
  }

  private void readReceipts() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select id, state, status, position from command");
        ResultSet rs = query.executeQuery()) {
      while (rs.next()) {
        receipts.put(
            rs.getString("id"),
            new Receipt(rs.getString("state"), rs.getInt("status"), rs.getLong("position")));
      }
    }
  }

  @Override
  public Optional<Receipt> find(String command) {
    return Optional.ofNullable(receipts.get(command));
  }

  @Override
  public boolean complete() {
    return true;
  }

  /** The tables must stand where the journal ends: version by version, unit by unit. */
  void tables(Truth truth, Findings findings) throws SQLException {
    for (String kind : new String[] {"incident", "unit", "assignment", "closure"}) {
      versions(kind, truth, findings);
    }
    Map<String, String> held = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select held_unit, id from assignment where held_unit is not null");
        ResultSet rs = query.executeQuery()) {
      while (rs.next()) {
        held.put(rs.getString(1), "assignment/" + rs.getString(2));
      }
    }
    Map<String, String> folded = new HashMap<>();
    truth.holders().forEach((unit, row) -> folded.put(unit, row.subject()));
    if (!held.equals(folded)) {
      findings.add(
          Violation.STATE_DIFFERS,
          truth.head(),
          "units are held by " + held + ", by the journal they are held by " + folded);
    }
  }

  private void versions(String kind, Truth truth, Findings findings) throws SQLException {
    Map<String, Long> folded = new HashMap<>();
    truth
        .versions()
        .forEach(
            (subject, version) -> {
              if (subject.startsWith(kind + "/")) {
                folded.put(subject.substring(kind.length() + 1), version);
              }
            });
    // the kinds are the four above, never input
    try (PreparedStatement query = connection.prepareStatement("select id, version from " + kind);
        ResultSet rs = query.executeQuery()) {
      while (rs.next()) {
        String id = rs.getString(1);
        Long journal = folded.remove(id);
        if (journal == null || journal != rs.getLong(2)) {
          findings.add(
              Violation.STATE_DIFFERS,
              truth.head(),
              kind + " " + id + " has version " + rs.getLong(2) + ", in the journal " + journal);
        }
      }
    }
    folded.forEach(
        (id, version) ->
            findings.add(
                Violation.STATE_DIFFERS,
                truth.head(),
                kind + " " + id + " is in the journal (version " + version + ") only"));
  }

  /** Hash chain, head and signatures, by the auditor's own pass. */
  void chain(Findings findings) {
    Jdbi jdbi =
        target.user() == null
            ? Jdbi.create(target.url())
            : Jdbi.create(target.url(), target.user(), target.password());
    AuditVerifier.Report report =
        new AuditVerifier(jdbi, Chain.SHA_256, Set.of(), Set.of()).verify(reached -> {});
    findings.count("entries chained", report.entries());
    report.fault().ifPresent(f -> findings.add(Violation.CHAIN_BROKEN, f.seq(), f.what()));
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
