package city.chengtu.command.api;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Envelope;

/**
 * One request, as the services' routes read it. Every reader refuses bad input by the field's name.
 */
public final class Call {
  private static final String ACTOR = "chengtu.actor";
  private static final String BODY_KEPT = "chengtu.body-kept";
  private static final String KEY = "Idempotency-Key";
  private static final int LARGE = 1 << 16;
  private static final String ARRIVED = "chengtu.arrived";
  private static final Pattern VERSION =
      Pattern.compile("(?:W/)?(?:\"([0-9]{1,18})\"|([0-9]{1,18}))");
  private final RoutingContext context;

  Call(RoutingContext context) {
    this.context = context;
  }

  /** Called by the first handler: the request is here. */
  public static void arrived(RoutingContext context) {
    context.put(ARRIVED, System.nanoTime());
  }

  /** {@link System#nanoTime()} of the arrival; now, when nobody noted it. */
  long arrivedNanos() {
    Long arrived = context.get(ARRIVED);
    return arrived == null ? System.nanoTime() : arrived;
  }

  /**
   * Nothing of the body is taken before a later handler asks for it, which then resumes the
   * request: for a body that goes to the disk, and only when it is known who sends it.
   */
  public static void keepBody(RoutingContext context) {
    context.request().pause();
    context.put(BODY_KEPT, true);
  }

  /** Whether {@link #keepBody} was called: who pauses the request for a while leaves it paused. */
  public static boolean keepsBody(RoutingContext context) {
    return context.get(BODY_KEPT) != null;
  }

  /** The operation of the contract that the request was for; empty when it came to none. */
  public static Optional<String> operation(RoutingContext context) {
    return LogContext.operation(context);
  }

  /** Called by the sign-in check: who sends this request. */
  public static void identify(RoutingContext context, Actor actor) {
    context.put(ACTOR, actor);
  }

  /** Who sends this request; empty when nobody is signed in. */
  public static Optional<Actor> findActor(RoutingContext context) {
    return Optional.ofNullable(context.get(ACTOR));
  }

  /**
   * Who sends this request.
   *
   * @throws Refusal 401 when nobody is signed in
   */
  public Actor actor() {
    return findActor(context)
        .orElseThrow(() -> Refusal.unauthenticated("sign in first: POST /api/v1/session"));
  }

  /** Who sends this request; empty when nobody is signed in. */
  public Optional<Actor> signedIn() {
    return findActor(context);
  }

  public RoutingContext context() {
    return context;
  }

  public String path(String name) {
    return context.pathParam(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.request().getParam(name)).filter(v -> !v.isBlank());
  }

  public int queryInt(String name, int otherwise, int min, int max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name, "not-a-number", name + " must be a whole number");
    }
    throw Refusal.invalid(name, "out-of-range", name + " must be from " + min + " to " + max);
  }

  public Optional<Double> queryDouble(String name) {
    return query(name)
        .map(
            text -> {
              try {
                return Double.valueOf(text);
              } catch (NumberFormatException e) {
                throw Refusal.invalid(name, "not-a-number", name + " must be a number");
              }
            });
  }

  /** RFC 3339 with offset. */
  public Optional<Instant> queryTime(String name) {
    return query(name)
        .map(
            text -> {
              try {
                return Rfc3339.parse(text.replace(' ', '+'));
              } catch (DateTimeException e) {
                throw Refusal.invalid(name, "not-a-time", name + " must be " + Rfc3339.FORM);
              }
            });
  }

  /** west,south,east,north in degrees. */
  public Optional<Envelope> queryBox(String name) {
    return query(name)
        .map(
            text -> {
              String[] parts = text.split(",", -1);
              try {
                if (parts.length == 4) {
                  double w = Double.parseDouble(parts[0]);
                  double s = Double.parseDouble(parts[1]);
                  double e = Double.parseDouble(parts[2]);
                  double n = Double.parseDouble(parts[3]);
                  if (w <= e
                      && s <= n
                      && Math.abs(w) <= 180
                      && Math.abs(e) <= 180
                      && s >= -90
                      && n <= 90) {
                    return new Envelope(w, e, s, n);
                  }
                }
              } catch (NumberFormatException notANumber) {
                throw Refusal.invalid(name, "not-a-box", name + " must be west,south,east,north");
              }
              throw Refusal.invalid(
                  name, "not-a-box", name + " must be west,south,east,north in degrees");
            });
  }

  public Buffer bytes() {
    Buffer body = context.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }

  /** The body as a record; members the record does not have are refused. */
  public <T> T body(Class<T> type) {
    return StrictJson.checked(bytes().getBytes(), type);
  }

  /** The version the sender saw, from {@code If-Match: "3"}. */
  public long ifMatch() {
    String header = context.request().getHeader("If-Match");
    if (header == null) {
      throw Refusal.of(428, "if-match-required", "send If-Match with the version you saw");
    }
    Matcher version = VERSION.matcher(header);
    if (!version.matches()) {
      throw Refusal.invalid("If-Match", "not-a-version", "If-Match must be the object's version");
    }
    return Long.parseLong(version.group(1) == null ? version.group(2) : version.group(1));
  }

  /** The command this request is: id from {@code Idempotency-Key}, content from all of it. */
  CommandRequest command(String kind) {
    return new CommandRequest(commandId(), kind, actor(), content());
  }

  /** As {@link #command(String)}, of an id that its sender need not have made. */
  CommandRequest command(String kind, UUID id) {
    return new CommandRequest(id, kind, actor(), content());
  }

  /**
   * As {@link #command(String)}, for a request that holds a secret: a hash of the content is kept,
   * so only what is no secret may go into it.
   *
   * @param open what of the request is no secret
   */
  public CommandRequest command(String kind, Object open) {
    String content =
        context.request().method() + " " + context.request().path() + "\n" + StateJson.write(open);
    return new CommandRequest(commandId(), kind, actor(), content);
  }

  /** As {@link #commandId()}; a new one when the sender, who may be no client of ours, has none. */
  public UUID commandIdOrNew() {
    return context.request().getHeader(KEY) == null ? UUID.randomUUID() : commandId();
  }

  /** The command's id, from {@code Idempotency-Key}. */
  public UUID commandId() {
    String key = context.request().getHeader(KEY);
    if (key == null) {
      throw Refusal.invalid(KEY, "required", "send a new UUID as " + KEY + " with every command");
    }
    return uuid(KEY, key);
  }

  /** A UUID from text. */
  public static UUID uuid(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(field, "not-a-uuid", field + " must be a UUID");
    }
  }

  private String content() {
    String ifMatch = context.request().getHeader("If-Match");
    return context.request().method()
        + " "
        + context.request().uri()
        + (ifMatch == null ? "" : " " + ifMatch)
        + "\n"
        + contentOfBody();
  }

  /** A picture is told apart by its hash: as text it would be in memory three times more. */
  private String contentOfBody() {
    byte[] body = bytes().getBytes();
    return body.length > LARGE
        ? Chain.SHA_256.hex(body)
        : new String(body, StandardCharsets.ISO_8859_1);
  }
}
