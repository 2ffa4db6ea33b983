package city.chengtu.plans.model;

/** The condition under which the response of this level is proposed. */
public record StartRule(Level level, Condition when) {}
