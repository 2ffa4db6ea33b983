package city.chengtu.plans.model;

import java.util.Optional;

/** A number that the start rules of a plan look at, e.g. dead persons or rain in three hours. */
public record Fact(String id, Text title, Optional<String> unit) {}
