package city.chengtu.command.foreign;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ScaleRange;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether what an administrator says of a foreign server can be; refuses naming the member. */
final class ForeignCheck {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,79}");
  private static final Pattern LAYER = Pattern.compile("(foreign|base)_[a-z0-9_]{1,32}");

  /** Headers that are the connection's own, not the service's. */
  private static final Set<String> FORBIDDEN =
      Set.of("host", "content-length", "transfer-encoding", "connection", "cookie", "upgrade");

  private final Catalogue catalogue;

  ForeignCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void check(ForeignSpec spec) {
    checkUrl(spec);
    if (catalogue.themes().stream().noneMatch(t -> t.id().equals(spec.theme()))) {
      throw Refusal.invalid("/theme", "unknown-theme", "there is no theme '" + spec.theme() + "'");
    }
    checkAccess(spec);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < spec.layers().size(); i++) {
      checkLayer(spec, spec.layers().get(i), "/layers/" + i, ids);
    }
  }

  private static void checkUrl(ForeignSpec spec) {
    boolean tiles = spec.kind() == ForeignKind.TILES;
    for (String part : Set.of("{z}", "{x}", "{y}")) {
      if (tiles != spec.url().contains(part)) {
        throw Refusal.invalid(
            "/url", "not-a-template", "{z}, {x} and {y} stand in the URL of tiles, and there only");
      }
    }
    try {
      URI uri = URI.create(spec.url().replaceAll("\\{[zxy]\\}", "0"));
      boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equals(uri.getScheme());
      int brace = spec.url().indexOf('{');
      boolean hostFixed = brace < 0 || spec.url().indexOf('/', 8) < brace;
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && hostFixed) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("/url", "not-a-url", "the URL cannot be read");
    }
    throw Refusal.invalid(
        "/url", "not-a-url", "an http(s) URL with a fixed host, without user and fragment");
  }

  private static void checkAccess(ForeignSpec spec) {
    String name = spec.accessName();
    boolean fits =
        switch (spec.way()) {
          case NONE -> name.isEmpty();
          case BASIC -> !name.isEmpty() && name.indexOf(':') < 0;
          case HEADER ->
              HEADER.matcher(name).matches()
                  && !FORBIDDEN.contains(name.toLowerCase(java.util.Locale.ROOT));
          case PARAMETER -> HEADER.matcher(name).matches();
        };
    if (!fits) {
      throw Refusal.invalid("/access/name", "not-a-name", "no name for " + spec.way());
    }
  }

  private static void checkLayer(ForeignSpec spec, ForeignLayer layer, String at, Set<String> ids) {
    if (!LAYER.matcher(layer.id()).matches() || !Layer.isId(layer.id())) {
      throw Refusal.invalid(
          at + "/id",
          "not-a-foreign-id",
          "begins with foreign_, or base_ for a base map; then lower-case letters, digits, _");
    }
    if (!ids.add(layer.id())) {
      throw Refusal.invalid(at + "/id", "given-twice", "'" + layer.id() + "' is there twice");
    }
    if (layer.base() && !spec.kind().pictures()) {
      throw Refusal.invalid(at + "/id", "not-a-picture", "features cannot be a base map");
    }
    if ((spec.kind() == ForeignKind.TILES) != layer.name().isEmpty()) {
      throw Refusal.invalid(
          at + "/name", "wrong-name", "the layer's name at its server; none for tiles");
    }
    if (layer.minZoom() < 0
        || layer.maxZoom() > ScaleRange.DEEPEST
        || layer.minZoom() > layer.maxZoom()) {
      throw Refusal.invalid(at + "/maxZoom", "out-of-range", "0 ≤ minZoom ≤ maxZoom ≤ 22");
    }
  }
}
