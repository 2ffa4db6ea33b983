package city.chengtu.gis.mapserver;

import city.chengtu.gis.mapserver.Difference.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a GeoServer's workspace to where it should be, and says what differs. The workspace is
 * ours alone: what else lies in its store is surplus. Each run looks first and changes only what
 * differs, so it may be repeated after any failure. Rights come before data: a layer is never there
 * without its rule. Blocking.
 */
public final class Publisher {
  /** What nobody but GeoServer's administrator may do in our workspace. */
  private static final String NOBODY = "ADMIN";

  private final GeoServer server;
  private final StoreConnection connection;

  public Publisher(RestDoor door, String workspace, StoreConnection connection) {
    this.server = new GeoServer(door, workspace);
    this.connection = connection;
  }

  /**
   * What differs, in the order in which it would be mended.
   *
   * @throws IOException when the GeoServer does not answer, or not as it should
   */
  public List<Difference> diff(List<PublishedLayer> wanted) throws IOException {
    List<Difference> differences = new ArrayList<>();
    if (!server.hasWorkspace()) {
      differences.add(new Difference("", Kind.WORKSPACE, "a workspace", null));
      wanted.forEach(l -> differences.add(new Difference(l.id(), Kind.MISSING, l.title(), null)));
      return differences;
    }
    rules(wanted, differences);
    Optional<Map<String, String>> store = server.store();
    String should = GeoServer.compared(GeoServer.parameters(connection)).toString();
    String is = store.map(s -> GeoServer.compared(s).toString()).orElse(null);
    if (!should.equals(is)) {
      differences.add(new Difference("", Kind.STORE, should, is));
    }
    Set<String> there = store.isPresent() ? server.featureTypes() : Set.of();
    for (PublishedLayer layer : wanted) {
      layer(layer, there, differences);
    }
    Set<String> ids = new HashSet<>();
    wanted.forEach(l -> ids.add(l.id()));
    there.stream()
        .filter(id -> !ids.contains(id))
        .forEach(id -> differences.add(new Difference(id, Kind.SURPLUS, null, id)));
    return differences;
  }

  private void rules(List<PublishedLayer> wanted, List<Difference> differences) throws IOException {
    Map<String, String> rules = server.rules();
    rule(rules, "*", server.reading("*"), NOBODY, differences);
    rule(rules, "*", server.writing(), NOBODY, differences);
    Set<String> known = new HashSet<>(Set.of(server.reading("*"), server.writing()));
    for (PublishedLayer layer : wanted) {
      rule(rules, layer.id(), server.reading(layer.id()), layer.rule(), differences);
      known.add(server.reading(layer.id()));
    }
    String prefix = server.reading("").replaceFirst("\\.r$", "");
    for (Map.Entry<String, String> rule : rules.entrySet()) {
      if (rule.getKey().startsWith(prefix) && !known.contains(rule.getKey())) {
        differences.add(
            new Difference(
                rule.getKey().substring(prefix.length()).replaceFirst("\\.[a-z]$", ""),
                Kind.RIGHTS,
                null,
                rule.getKey() + "=" + rule.getValue()));
      }
    }
  }

  private static void rule(
      Map<String, String> rules,
      String layer,
      String resource,
      String roles,
      List<Difference> differences) {
    if (!roles.equals(rules.get(resource))) {
      differences.add(
          new Difference(
              layer,
              Kind.RIGHTS,
              resource + "=" + roles,
              rules.containsKey(resource) ? resource + "=" + rules.get(resource) : null));
    }
  }

  private void layer(PublishedLayer layer, Set<String> there, List<Difference> differences)
      throws IOException {
    Optional<GeoServer.Type> type =
        there.contains(layer.id()) ? server.featureType(layer.id()) : Optional.empty();
    if (type.isEmpty()) {
      differences.add(new Difference(layer.id(), Kind.MISSING, layer.title(), null));
      return;
    }
    if (!type.get().title().equals(layer.title())) {
      differences.add(new Difference(layer.id(), Kind.TITLE, layer.title(), type.get().title()));
    }
    if (!type.get().columns().equals(layer.columns())) {
      differences.add(
          new Difference(
              layer.id(),
              Kind.FIELDS,
              layer.columns().toString(),
              type.get().columns().toString()));
    }
    Optional<String> style = server.style(layer.id());
    String used = server.defaultStyle(layer.id()).orElse("");
    boolean ours = used.equals(layer.id()) || used.equals(server.qualified(layer.id()));
    if (!style.map(s -> same(s, layer.sld())).orElse(false) || !ours) {
      differences.add(
          new Difference(layer.id(), Kind.STYLE, "the catalogue's style", ours ? "another" : used));
    }
  }

  /** White space and the declaration's form do not count. */
  private static boolean same(String a, String b) {
    return plain(a).equals(plain(b));
  }

  private static String plain(String sld) {
    return sld.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "").replaceAll(">\\s+<", "><").strip();
  }

  /**
   * Mends what differs.
   *
   * @return what it mended
   * @throws IOException when a step failed; those before it are done
   */
  public List<Difference> publish(List<PublishedLayer> wanted) throws IOException {
    if (!server.hasWorkspace()) {
      server.makeWorkspace();
    }
    List<Difference> differences = diff(wanted);
    for (Difference difference : differences) {
      mend(difference, wanted);
    }
    return differences;
  }

  private void mend(Difference difference, List<PublishedLayer> wanted) throws IOException {
    String id = difference.layer();
    Optional<PublishedLayer> layer = wanted.stream().filter(l -> l.id().equals(id)).findFirst();
    switch (difference.kind()) {
      case WORKSPACE -> server.makeWorkspace();
      case STORE -> server.putStore(connection, server.store().isPresent());
      case RIGHTS -> right(difference);
      case SURPLUS -> remove(id);
      case MISSING -> add(layer.orElseThrow());
      case TITLE, FIELDS -> server.putFeatureType(layer.orElseThrow(), true);
      case STYLE -> style(layer.orElseThrow());
    }
  }

  private void right(Difference difference) throws IOException {
    if (difference.expected() == null) {
      server.removeRule(resource(difference.found()));
      return;
    }
    String resource = resource(difference.expected());
    server.putRule(
        resource,
        difference.expected().substring(resource.length() + 1),
        difference.found() != null);
  }

  private static String resource(String rule) {
    return rule.substring(0, rule.indexOf('='));
  }

  private void add(PublishedLayer layer) throws IOException {
    server.putFeatureType(layer, false);
    style(layer);
  }

  private void style(PublishedLayer layer) throws IOException {
    server.putStyle(layer.id(), layer.sld(), server.style(layer.id()).isPresent());
    server.setDefaultStyle(layer.id());
  }

  /** Data first, then the rule: a layer is never there without its rule. */
  private void remove(String id) throws IOException {
    server.removeFeatureType(id);
    server.removeStyle(id);
    server.removeRule(server.reading(id));
  }
}
