package city.chengtu.gis.feature;

import java.util.Objects;

/**
 * A branch of the layer tree.
 *
 * @param parent id of the theme above; null at the top
 * @param order place among its sisters, lowest first
 */
public record Theme(String id, String parent, Text title, int order) {
  public Theme {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
  }
}
