package city.chengtu.command.cases;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The HTTP side of cases and their pictures. */
public final class CaseRoutes implements Routes {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 500;

  private final Api api;
  private final CaseDesk desk;
  private final AttachmentDesk attachments;
  private final CaseBook book;
  private final Clock clock;

  public CaseRoutes(
      Api api, CaseDesk desk, AttachmentDesk attachments, CaseBook book, Clock clock) {
    this.api = api;
    this.desk = desk;
    this.attachments = attachments;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.command(
        builder,
        "reportCase",
        "case.create",
        (c, call) -> desk.report(c, call.body(NewCase.class)));
    api.query(builder, "listCases", "case.read", this::list);
    api.query(builder, "getCase", "case.read", this::get);
    api.query(builder, "listCaseClasses", "case.read", call -> classes());
    api.command(
        builder,
        "sendAttachment",
        "attachment.create",
        (c, call) ->
            attachments.take(
                c, call.context().request().getHeader("Content-Type"), call.bytes().getBytes()));
    api.query(builder, "getAttachment", "attachment.read", this::attachment);
  }

  private Answer list(Call call) {
    CaseTable.Filter filter =
        new CaseTable.Filter(
            call.query("class"), call.query("kind"), call.query("state").map(CaseRoutes::state));
    CaseDesk.Page page =
        desk.list(
            call.actor(),
            filter,
            call.query("after").map(Cursor::read),
            call.queryInt("limit", PAGE, 1, LARGEST_PAGE));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page.items());
    if (page.next() != null) {
      body.put("next", Cursor.write(page.next()));
    }
    return Answer.snapshot(body, page.position());
  }

  private static CaseState state(String code) {
    try {
      return CaseState.of(code);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("state", "unknown-state", "no case state '" + code + "'");
    }
  }

  private Answer get(Call call) {
    UUID id = Call.uuid("id", call.path("id"));
    Optional<Instant> at = call.queryTime("at");
    CaseDesk.Shown shown =
        at.isPresent() ? desk.getAsOf(call.actor(), id, at.get()) : desk.get(call.actor(), id);
    return Answer.json(
        shown.state(),
        Map.of(
            "Journal-Position",
            Long.toString(shown.position()),
            "ETag",
            "\"" + shown.state().path("version").asLong() + "\""));
  }

  private Map<String, List<?>> classes() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), book.rules().zone());
    return Map.of("classes", book.classes(today), "sources", book.rules().sources());
  }

  /**
   * The picture as it came. It never changes, but the right to see it may: kept by the client only
   * to be asked about again.
   */
  private Answer attachment(Call call) {
    Attachment found = attachments.get(call.actor(), Call.uuid("id", call.path("id")));
    String tag = "\"" + found.sha256() + "\"";
    Map<String, String> headers =
        Map.of(
            "ETag", tag,
            "Cache-Control", "private, no-cache",
            "X-Content-Type-Options", "nosniff",
            // Were it ever opened as a page of its own, it could load and run nothing.
            "Content-Security-Policy", "default-src 'none'; sandbox",
            "Content-Disposition", "inline");
    if (tag.equals(call.context().request().getHeader("If-None-Match"))) {
      return new Answer(304, null, Buffer.buffer(), headers);
    }
    return Answer.bytes(found.contentType(), attachments.bytes(found), headers);
  }
}
