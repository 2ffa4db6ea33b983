package city.chengtu.command.dispatch;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.dispatch.Requests.NewClosure;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Draws and lifts closures; a recommendation asked for after the command honours them. */
public final class ClosureDesk {
  /** Subject kind in the journal. */
  static final String KIND = "closure";

  private static final String TYPE = "city.chengtu.closure.";
  private static final int MAX_POINTS = 2_000;

  private final AccessPolicy policy;
  private final ClosureTable table = new ClosureTable();

  public ClosureDesk(AccessPolicy policy) {
    this.policy = policy;
  }

  public Closure draw(CommandContext c, NewClosure request) {
    Geometry shape = checked(request.geometry());
    policy.check(c.actor(), "closure.create", KIND, c.actor().organisation(), shape);
    if (request.until() != null && !request.until().isAfter(c.now())) {
      throw Refusal.invalid("/until", "in-the-past", "until must lie in the future");
    }
    Closure closure =
        new Closure(
            UUID.randomUUID().toString(),
            shape,
            request.reason(),
            request.until(),
            Closure.OPEN,
            c.now(),
            null,
            c.actor().account(),
            c.actor().organisation(),
            1);
    table.insert(c.handle(), closure);
    return recorded(c, closure, "drawn");
  }

  private static Geometry checked(Geometry shape) {
    if (!(shape instanceof Polygonal) && !(shape instanceof Lineal)) {
      throw Refusal.invalid("/geometry", "wrong-kind", "draw a polygon or a line");
    }
    if (shape.isEmpty() || shape.getNumPoints() > MAX_POINTS) {
      throw Refusal.invalid(
          "/geometry", "too-large", "a closure has 2 to " + MAX_POINTS + " points");
    }
    IsValidOp validity = new IsValidOp(shape);
    if (!validity.isValid()) {
      throw Refusal.invalid(
          "/geometry", "invalid-geometry", validity.getValidationError().toString());
    }
    return shape;
  }

  /** Opens the road again; lifting twice changes nothing. */
  public Closure lift(CommandContext c, String id) {
    Closure closure = locked(c, id);
    policy.check(c.actor(), "closure.lift", KIND, closure.organisation(), closure.geometry());
    if (Closure.LIFTED.equals(closure.state())) {
      return closure;
    }
    table.lift(c.handle(), id, c.now());
    return recorded(c, locked(c, id), "lifted");
  }

  private Closure locked(CommandContext c, String id) {
    return table.lock(c.handle(), id).orElseThrow(() -> Refusal.notFound(KIND, id));
  }

  private static Closure recorded(CommandContext c, Closure closure, String verb) {
    c.record(
        new Change(
            TYPE + verb,
            new Subject(KIND, closure.id()),
            closure.version(),
            closure,
            closure.geometry(),
            closure.organisation()));
    return closure;
  }
}
