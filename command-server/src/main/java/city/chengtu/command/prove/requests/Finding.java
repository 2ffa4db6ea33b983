package city.chengtu.command.prove.requests;

/**
 * Something that is not as it must be.
 *
 * @param number of the request; 0 when it belongs to none
 * @param recipe how to send it again; empty for none
 */
public record Finding(long number, String fault, String operation, String detail, String recipe) {
  @Override
  public String toString() {
    return (number > 0 ? "#" + number + " " : "")
        + fault
        + (operation.isEmpty() ? "" : " in " + operation)
        + ": "
        + detail
        + (recipe.isEmpty() ? "" : "\n    " + recipe);
  }
}
