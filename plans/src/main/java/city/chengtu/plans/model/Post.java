package city.chengtu.plans.model;

/** A post 岗位 of an organisation; the duty roster says who holds it. */
public record Post(String id, Text title) {}
