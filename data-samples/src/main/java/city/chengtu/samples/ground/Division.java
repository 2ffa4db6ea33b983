package city.chengtu.samples.ground;

/**
 * An administrative area of the made-up city.
 *
 * @param code 6 digits for a district, 9 for a street (街道), 12 for a community (社区)
 */
public record Division(String code, String name) {}
