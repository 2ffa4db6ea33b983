package city.chengtu.command.access;

import java.util.Objects;
import java.util.Set;

/**
 * What the rules may call a thing by. Most things have their kind alone; a stored layer is also
 * called by what it is filed under, so that a layer made today is in the rules written last year.
 *
 * @param kind journal kind ({@code incident}) or layer id ({@code roads})
 * @param marks further names, each with a colon, which no kind and no layer id has: {@code
 *     theme:pipe}, {@code share:conditional}
 * @param owner code of the organisation in charge of the whole layer; null for none
 */
public record Marked(String kind, Set<String> marks, String owner) {
  public Marked {
    Objects.requireNonNull(kind, "kind");
    marks = Set.copyOf(marks);
  }

  /** A thing that is called by its kind alone. */
  public static Marked of(String kind) {
    return new Marked(kind, Set.of(), null);
  }

  boolean isOwnedBy(String organisation) {
    return owner != null && !owner.isEmpty() && owner.equals(organisation);
  }
}
