package city.chengtu.gis.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tags make a thing a feature of which layer; the tables lie beside this class. */
final class OsmRules {
  private static final String ANY = "*";
  private static final String NOT = "-";

  /** By key, then by value. */
  private final Map<String, Map<String, List<Rule>>> rules = new HashMap<>();

  private final List<AreaRank> areaRanks = new ArrayList<>();

  private record Rule(int order, String layer, String kind, int rank) {}

  private record AreaRank(double squareMetres, int rank) {}

  /**
   * A feature that a thing's tags make it.
   *
   * @param kind what it is within the layer
   * @param rank smallest zoom at which it is drawn
   */
  record Match(String layer, String kind, int rank) {}

  OsmRules() {
    int order = 0;
    for (String[] row : rows("osm-layers.csv")) {
      rules
          .computeIfAbsent(row[1], k -> new HashMap<>())
          .computeIfAbsent(row[2], v -> new ArrayList<>())
          .add(new Rule(order++, row[0], row[3], Integer.parseInt(row[4])));
    }
    for (String[] row : rows("osm-area-ranks.csv")) {
      areaRanks.add(new AreaRank(Double.parseDouble(row[0]), Integer.parseInt(row[1])));
    }
  }

  /** The rows after the comments and the heading. */
  private static List<String[]> rows(String table) {
    try (InputStream in = OsmRules.class.getResourceAsStream(table);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + table, e);
    }
  }

  /** What the tags make a thing: at most one feature a layer. */
  Collection<Match> matches(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return List.of();
    }
    Map<String, Match> found = new HashMap<>();
    Map<String, Integer> orders = new HashMap<>();
    tags.forEach(
        (key, value) -> {
          for (String pattern : List.of(value, ANY)) {
            for (Rule rule : rules.getOrDefault(key, Map.of()).getOrDefault(pattern, List.of())) {
              if (rule.order() < orders.getOrDefault(rule.layer(), Integer.MAX_VALUE)) {
                orders.put(rule.layer(), rule.order());
                String kind = rule.kind().equals(ANY) ? value : rule.kind();
                found.put(rule.layer(), new Match(rule.layer(), kind, rule.rank()));
              }
            }
          }
        });
    found.values().removeIf(match -> match.kind().equals(NOT));
    return found.values();
  }

  Optional<Match> match(String layer, Map<String, String> tags) {
    return matches(tags).stream().filter(match -> match.layer().equals(layer)).findFirst();
  }

  /** The smallest zoom for an area: large ones come early. */
  int areaRank(double squareMetres, int rank) {
    return areaRanks.stream()
        .filter(row -> squareMetres >= row.squareMetres())
        .mapToInt(AreaRank::rank)
        .findFirst()
        .stream()
        .map(large -> Math.min(large, rank))
        .findFirst()
        .orElse(rank);
  }
}
