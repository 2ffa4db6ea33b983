package city.chengtu.plans.model;

/** So many units or teams that can do this. */
public record CapabilityNeed(String capability, int count) {}
