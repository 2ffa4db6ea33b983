package city.chengtu.plans.model;

/** A stretch of the response; phases follow one another in the order written. */
public record Phase(String id, Text title) {}
