package city.chengtu.command.access;

/**
 * Equal for actors who see exactly the same rows and fields: what was encoded or cached for one may
 * be given to the other. Changes when the rules, the actor's organisation or area, or the area's
 * boundary change in a way that matters.
 *
 * @param digest 32 hexadecimal digits, safe in file names and ETags
 */
public record VisibilityKey(String digest) {}
