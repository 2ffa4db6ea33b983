package city.chengtu.command.journal;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A command as it arrived.
 *
 * @param id made by the client; the same id sent twice happens once and gives the same answer
 * @param kind what is asked, for example {@code incident.create}
 * @param actor who asks
 * @param content the request as sent (path and body); the same id with another content is refused
 */
public record CommandRequest(UUID id, String kind, Actor actor, String content) {
  String digest() {
    return Chain.SHA_256.hex((kind + '\n' + content).getBytes(StandardCharsets.UTF_8));
  }

  /** A command of the server itself, with an id of its own. */
  public static CommandRequest bySystem(String kind, String part) {
    return new CommandRequest(UUID.randomUUID(), kind, Actor.system(part), "");
  }
}
