package city.chengtu.gis.feature;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A set of like features on the one map: what it is called, what its features carry, who owns it,
 * when and how it is drawn.
 *
 * @param id lower-case letters, digits and underscores; also names the layer's table
 * @param theme the theme of the catalogue's tree it hangs under
 * @param live true when the features are objects at work (incidents, units) rather than stored map
 *     data
 */
public record Layer(
    String id,
    String theme,
    Text title,
    GeometryKind geometry,
    List<Field> fields,
    LayerOrigin origin,
    ScaleRange scales,
    LayerStyle style,
    boolean live) {
  /** Short enough that table and index names made from it fit PostgreSQL's 63 characters. */
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  public Layer {
    Objects.requireNonNull(id, "id");
    if (!isId(id)) {
      throw new IllegalArgumentException("layer id must match " + ID + ": '" + id + "'");
    }
    Objects.requireNonNull(theme, "theme");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(geometry, "geometry");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(scales, "scales");
    Objects.requireNonNull(style, "style");
    fields = List.copyOf(fields);
  }

  /** True when a layer may be called so. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /** Called otherwise, or filed elsewhere. */
  public Layer withTitle(Text newTitle, String newTheme) {
    return new Layer(id, newTheme, newTitle, geometry, fields, origin, scales, style, live);
  }

  public Layer withOrigin(LayerOrigin newOrigin) {
    return new Layer(id, theme, title, geometry, fields, newOrigin, scales, style, live);
  }
}
