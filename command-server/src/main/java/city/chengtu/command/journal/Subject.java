package city.chengtu.command.journal;

/**
 * What an entry is about.
 *
 * @param kind incident, assignment, unit, case, closure, account, layer, …
 * @param id the object's id, unique within its kind
 */
public record Subject(String kind, String id) {
  @Override
  public String toString() {
    return kind + "/" + id;
  }
}
