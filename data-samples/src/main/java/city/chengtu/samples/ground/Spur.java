package city.chengtu.samples.ground;

/**
 * A service road from a street into a yard.
 *
 * @param line the street it leaves
 * @param position where along the street
 * @param u chart metres of its end, whole
 * @param v chart metres of its end, whole
 */
public record Spur(Line line, int position, int u, int v, Block block) {}
