package city.chengtu.command.prove.witness;

/**
 * One broken promise.
 *
 * @param position journal position it is about; 0 when it is about none
 * @param what one sentence with the ids needed to look it up
 */
public record Finding(Violation violation, long position, String what) {}
