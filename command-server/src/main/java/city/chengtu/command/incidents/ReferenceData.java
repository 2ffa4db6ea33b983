package city.chengtu.command.incidents;

import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The rules as versioned data: loads them from YAML, keeps every version with its validity and
 * source, and hands out those in force.
 */
public final class ReferenceData {
  private static final String OWN_RULES = "/reference/rules.yaml";

  private final Jdbi jdbi;
  private final Commands commands;
  private final InstantSource clock;
  private final ZoneId zone;
  private final ReferenceTable table = new ReferenceTable();
  private volatile Cached cached;

  /** Good while the version stands and the moment lies before {@code until}. */
  private record Cached(long version, Instant until, Reference reference) {}

  /** How many rules a load brought. */
  public record Loaded(String file, int items, int changed) {}

  /**
   * @param zone the city's time zone: dates in the files begin there, running numbers reset there
   */
  public ReferenceData(Jdbi jdbi, Commands commands, InstantSource clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.commands = commands;
    this.clock = clock;
    this.zone = zone;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Loads the rules that come with the server itself: duties, levels, limits, intervals. */
  public Loaded loadOwn() {
    return load(ReferenceData.class.getResourceAsStream(OWN_RULES), "rules.yaml");
  }

  public Loaded load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return load(in, file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Loads a file of rules. What is there already in the same words stays as it is; what differs
   * becomes a new version. Nothing is withdrawn by leaving it out.
   *
   * @param name of the file, for messages
   * @throws IllegalArgumentException says what is wrong in the file; nothing was changed then
   */
  public Loaded load(InputStream in, String name) {
    ReferenceFile file;
    try {
      file = ReferenceFile.read(in, name, zone);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
    if (isKnown(file)) {
      return new Loaded(file.name(), file.items().size(), 0); // no command: a start leaves no trace
    }
    Receipt receipt =
        commands.run(CommandRequest.bySystem("reference.load", "reference"), c -> store(c, file));
    return StateJson.read(receipt.answer(), Loaded.class);
  }

  private boolean isKnown(ReferenceFile file) {
    List<ReferenceItem> known =
        jdbi.withHandle(h -> table.notEnded(h, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return file.items().stream().allMatch(item -> isKnown(item, last(item, known)));
  }

  private static boolean isKnown(ReferenceFile.Item item, Optional<ReferenceItem> last) {
    return last.isPresent() && last.get().body().equals(item.body());
  }

  private static Optional<ReferenceItem> last(ReferenceFile.Item item, List<ReferenceItem> known) {
    return known.stream()
        .filter(k -> k.kind().equals(item.kind()) && k.code().equals(item.code()))
        .reduce((a, b) -> b);
  }

  private Loaded store(CommandContext c, ReferenceFile file) {
    table.lockVersion(c.handle());
    List<ReferenceItem> known = table.notEnded(c.handle(), c.now());
    int changed = 0;
    for (ReferenceFile.Item item : file.items()) {
      if (store(c, file, item, known)) {
        changed++;
      }
    }
    if (changed > 0) {
      table.moveVersion(c.handle());
    }
    return new Loaded(file.name(), file.items().size(), changed);
  }

  private boolean store(
      CommandContext c, ReferenceFile file, ReferenceFile.Item item, List<ReferenceItem> known) {
    Optional<ReferenceItem> last = last(item, known);
    if (isKnown(item, last)) {
      return false;
    }
    Instant from = file.validFrom();
    if (last.isPresent() && !from.isAfter(last.get().validFrom())) {
      from = c.now(); // a correction of the same edition holds from now on
    }
    ReferenceItem next =
        new ReferenceItem(
            item.kind(),
            item.code(),
            last.map(ReferenceItem::version).orElse(0) + 1,
            item.place(),
            item.body(),
            file.source(),
            from,
            null);
    new Reference(List.of(next)); // a body that does not fit its kind is refused here
    if (last.isPresent()) {
      table.end(c.handle(), last.get(), from);
    }
    table.insert(c.handle(), next);
    c.record(
        Change.of(
            "city.chengtu.reference.changed",
            new Subject("reference", item.kind() + ":" + item.code()),
            next.version(),
            next));
    return true;
  }

  /** The rules in force now. */
  public Reference current() {
    return jdbi.withHandle(this::current);
  }

  /** The rules in force now, as this transaction sees them. Cost: one row when nothing changed. */
  public Reference current(Handle h) {
    Instant now = clock.instant();
    long version = table.version(h);
    Cached kept = cached;
    if (kept != null && kept.version() == version && now.isBefore(kept.until())) {
      return kept.reference();
    }
    List<ReferenceItem> items = table.notEnded(h, now);
    Reference reference =
        new Reference(items.stream().filter(i -> !i.validFrom().isAfter(now)).toList());
    cached = new Cached(version, nextChange(items, now), reference);
    return reference;
  }

  private static Instant nextChange(List<ReferenceItem> items, Instant now) {
    Instant next = Instant.MAX;
    for (ReferenceItem i : items) {
      if (i.validFrom().isAfter(now) && i.validFrom().isBefore(next)) {
        next = i.validFrom();
      }
      if (i.validTo() != null && i.validTo().isBefore(next)) {
        next = i.validTo();
      }
    }
    return next;
  }
}
