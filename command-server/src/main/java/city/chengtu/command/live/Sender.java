package city.chengtu.command.live;

import city.chengtu.command.journal.Actor;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Who opened a connection.
 *
 * @param credential equal for connections that were opened with the same session or token: one
 *     question is enough for all of them
 * @param renewal asks again who it is; a 401 ends the connection
 */
record Sender(Actor actor, Object credential, Supplier<Future<Actor>> renewal) {}
