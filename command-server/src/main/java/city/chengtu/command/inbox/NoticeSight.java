package city.chengtu.command.inbox;

import city.chengtu.command.journal.Actor;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What of a notice may be known when it is read: its reader may see less by then than when he was
 * told. Blocking.
 */
@FunctionalInterface
public interface NoticeSight {
  JsonNode shown(Actor reader, JsonNode content);
}
