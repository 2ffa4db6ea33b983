package city.chengtu.plans.model;

/** A title or message in both languages of the product. */
public record Text(String zh, String en) {}
