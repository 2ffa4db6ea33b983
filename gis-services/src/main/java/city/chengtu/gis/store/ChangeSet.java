package city.chengtu.gis.store;

import java.util.Objects;
import java.util.UUID;

/**
 * Who changes map data, why, and from where. One delivery is one change set and one transaction.
 *
 * @param author account of the person or system
 * @param title what it is about, for people
 * @param source the file or service it comes from
 */
public record ChangeSet(UUID id, String author, String title, String source, Mode mode) {
  public enum Mode {
    /** Features delivered are added or changed; all others stay as they are. */
    MERGE,
    /** The delivery is the whole of each layer it defines or writes to: what is not in it ends. */
    REPLACE
  }

  public ChangeSet {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(mode, "mode");
  }

  public static ChangeSet merge(String author, String title, String source) {
    return new ChangeSet(UUID.randomUUID(), author, title, source, Mode.MERGE);
  }

  public static ChangeSet replace(String author, String title, String source) {
    return new ChangeSet(UUID.randomUUID(), author, title, source, Mode.REPLACE);
  }
}
