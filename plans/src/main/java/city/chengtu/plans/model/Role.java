package city.chengtu.plans.model;

import java.util.Optional;

/**
 * A part to play in the plan, bound to an organisation and a post of the directory; the person is
 * whoever holds the post on duty at that moment, unless one is named.
 */
public record Role(
    String id,
    Text title,
    Optional<String> organisation,
    Optional<String> post,
    Optional<String> person) {}
