package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Keeps the rules of access in the database. */
public final class RulesDesk {
  private static final Subject SUBJECT = new Subject(AccessPolicy.RULES, "access");

  /**
   * What an entry says when rules change.
   *
   * @param origin where they came from
   */
  private record SeedAnswer(long version, String origin) {}

  private final Jdbi jdbi;
  private final RulesTable table = new RulesTable();

  public RulesDesk(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The rules in force; call {@link #seed} first. Blocking. */
  public AccessRules read() {
    return jdbi.inTransaction(
        h ->
            table.read(
                h,
                table
                    .version(h)
                    .orElseThrow(() -> new IllegalStateException("the rules are not seeded"))));
  }

  /**
   * Puts the delivered rules into the database when it has none or older ones. Safe on several
   * nodes at once: they all send the same command.
   */
  public void seed(Commands commands, AccessRules delivered) {
    if (isCurrent(delivered)) {
      return;
    }
    String content = "access rules " + delivered.version();
    UUID id = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    commands.run(
        new CommandRequest(id, "rules.seed", Actor.system("access"), content),
        c -> replace(c, delivered, "delivered"));
  }

  private boolean isCurrent(AccessRules delivered) {
    Optional<Long> version = jdbi.withHandle(table::version);
    return version.isPresent() && version.get() >= delivered.version();
  }

  private SeedAnswer replace(CommandContext c, AccessRules rules, String origin) {
    table.replace(c.handle(), rules, origin, c.now());
    c.record(Change.of("city.chengtu.access.rules.changed", SUBJECT, rules.version(), rules));
    return new SeedAnswer(rules.version(), origin);
  }
}
