package city.chengtu.command.foreign;

import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.foreign.ForeignAccess.Way;
import city.chengtu.command.foreign.ForeignTable.Row;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Registers, changes and removes foreign servers. The journal tells who did, never a secret. A
 * secret is kept only while the address it was given for stays: a changed host would be told it.
 */
final class ForeignDesk {
  private static final String TYPE = "city.chengtu.foreign.";
  private static final int LONGEST_SECRET = 1_000;

  private final SecretBox box;
  private final ForeignCheck check;
  private final ForeignTable table = new ForeignTable();

  ForeignDesk(SecretBox box, Catalogue catalogue) {
    this.box = box;
    this.check = new ForeignCheck(catalogue);
  }

  ForeignSource register(CommandContext c, ForeignRequest request) {
    if (request.id() == null || !Layer.isId(request.id())) {
      throw Refusal.invalid("/id", "not-an-id", "lower-case letters, digits and _, at most 40");
    }
    if (table.lock(c.handle(), request.id()).isPresent()) {
      throw Refusal.conflict(
          "foreign-source-there", "there is a source " + request.id() + " already", Map.of());
    }
    Row row = row(c, request.id(), request, null, 1);
    table.insert(c.handle(), row);
    return recorded(c, row.source(), "registered");
  }

  ForeignSource change(CommandContext c, String id, ForeignRequest request, long seen) {
    Row before = locked(c, id);
    if (request.id() != null && !request.id().equals(id)) {
      throw Refusal.invalid("/id", "fixed", "the id cannot change");
    }
    c.checkVersion(
        seen,
        before.source().version(),
        () -> Refusal.stale("somebody has changed it", before.source()));
    Row row = row(c, id, request, before, before.source().version() + 1);
    table.update(c.handle(), row);
    return recorded(c, row.source(), "changed");
  }

  ForeignSource remove(CommandContext c, String id) {
    Row before = locked(c, id);
    table.delete(c.handle(), id);
    ForeignSource gone =
        new ForeignSource(
            id, before.source().spec(), false, c.now(), before.source().version() + 1);
    return recorded(c, gone, "removed");
  }

  private Row locked(CommandContext c, String id) {
    return table.lock(c.handle(), id).orElseThrow(() -> Refusal.notFound(ForeignRegistry.KIND, id));
  }

  private Row row(CommandContext c, String id, ForeignRequest request, Row before, long version) {
    ForeignRequest.Access access = request.access();
    boolean asItWas = access == null && before != null;
    ForeignSpec spec =
        asItWas
            ? request.spec(before.source().spec().way(), before.source().spec().accessName())
            : request.spec(
                access == null ? Way.NONE : access.way(), access == null ? "" : access.name());
    check.check(spec);
    checkUnique(c, id, spec);
    String sealed = sealed(id, spec, access, before);
    return new Row(new ForeignSource(id, spec, sealed != null, c.now(), version), sealed);
  }

  private String sealed(String id, ForeignSpec spec, ForeignRequest.Access access, Row before) {
    if (spec.way() == Way.NONE) {
      return null;
    }
    if (access != null && access.secret() != null) {
      if (access.secret().isEmpty() || access.secret().length() > LONGEST_SECRET) {
        throw Refusal.invalid("/access/secret", "wrong-length", "1 to 1,000 characters");
      }
      if (access.secret().chars().anyMatch(ch -> ch < 0x20 || ch == 0x7f)) {
        throw Refusal.invalid("/access/secret", "wrong-character", "no control characters");
      }
      return box.seal(access.secret().getBytes(StandardCharsets.UTF_8), ForeignRegistry.owner(id));
    }
    if (before == null || before.sealed() == null || !sameHost(spec, before.source().spec())) {
      throw Refusal.invalid(
          "/access/secret", "required", "the secret is needed, anew when the host changes");
    }
    return before.sealed();
  }

  private static boolean sameHost(ForeignSpec a, ForeignSpec b) {
    return origin(a.url()).equals(origin(b.url()));
  }

  private static String origin(String url) {
    return url.replaceFirst("^([^:]+://[^/?]+).*$", "$1");
  }

  private void checkUnique(CommandContext c, String id, ForeignSpec spec) {
    for (Row other : table.list(c.handle())) {
      for (ForeignLayer taken : other.source().spec().layers()) {
        for (int i = 0; i < spec.layers().size(); i++) {
          if (!other.source().id().equals(id) && taken.id().equals(spec.layers().get(i).id())) {
            throw Refusal.invalid(
                "/layers/" + i + "/id",
                "taken",
                "'" + taken.id() + "' is a layer of " + other.source().id());
          }
        }
      }
    }
  }

  private static ForeignSource recorded(CommandContext c, ForeignSource source, String verb) {
    c.record(
        Change.of(
            TYPE + verb, new Subject(ForeignRegistry.KIND, source.id()), source.version(), source));
    return source;
  }
}
