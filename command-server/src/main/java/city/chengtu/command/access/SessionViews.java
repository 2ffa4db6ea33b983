package city.chengtu.command.access;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Call;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.http.Cookie;
import java.util.LinkedHashMap;
import java.util.Map;

/** What sessions look like from outside, and how answers carry their cookies. */
final class SessionViews {
  private final AccessPolicy policy;
  private final SignIn signIn;
  private final PeerAddress peers;

  SessionViews(AccessPolicy policy, SignIn signIn, PeerAddress peers) {
    this.policy = policy;
    this.signIn = signIn;
    this.peers = peers;
  }

  /** The session as its owner sees it, with its cookie. Blocking. */
  Answer opened(String secret) {
    return withCookie(Answer.json(view(signIn.read(secret), secret)), signIn.cookie(secret));
  }

  Session view(Identified identified, String secret) {
    Actor actor = identified.actor();
    return new Session(
        actor.account(),
        actor.name(),
        actor.organisation(),
        actor.area(),
        actor.roles().stream().sorted().toList(),
        policy.permissions(actor),
        actor.seat(),
        Secrets.csrf(secret),
        identified.until(),
        identified.session().orElseThrow().way().text(),
        identified.pending().text(),
        identified.pending() == Identified.Pending.PASSWORD);
  }

  /** The signed-in person; a machine has no session. */
  static Identified person(Call call) {
    return SignIn.identified(call.context())
        .filter(i -> i.session().isPresent())
        .orElseThrow(() -> Refusal.unauthenticated("sign in first: POST /api/v1/session"));
  }

  static String secret(Call call) {
    return SignIn.cookie(call.context().request()).orElseThrow();
  }

  String address(Call call) {
    return peers.of(SignIn.hop(call.context().request()));
  }

  static Answer withCookie(Answer answer, Cookie cookie) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("Set-Cookie", cookie.encode());
    return new Answer(answer.status(), answer.contentType(), answer.body(), headers);
  }
}
