package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is behind a credential, as the database said a moment ago.
 *
 * @param id of the session or the token
 * @param session of a person; empty for a machine
 * @param until end of the session or token, if nothing else happens
 * @param mustChange the actor holds no roles until the password is changed
 */
record Identified(
    Actor actor,
    UUID id,
    Optional<SessionTable.Stored> session,
    Instant until,
    boolean mustChange) {}
