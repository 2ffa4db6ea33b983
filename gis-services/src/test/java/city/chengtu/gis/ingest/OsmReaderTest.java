package city.chengtu.gis.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.routing.SharedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsmReaderTest {
  @TempDir Path folder;

  private final Map<String, NewFeature> features = new HashMap<>();
  private final List<String> layers = new ArrayList<>();
  private OsmCounts counts;

  private final class Sink implements FeatureSink {
    @Override
    public void define(Layer layer) {
      layers.add(layer.id());
    }

    @Override
    public void write(NewFeature feature) {
      assertThat(layers).contains(feature.layer());
      features.put(feature.layer() + "/" + feature.id(), feature);
    }

    @Override
    public void close() {}
  }

  /** Nodes are given as "id x y", in thousandths of a degree from 113 E 28 N. */
  private static String nodes(String... nodes) {
    StringBuilder xml = new StringBuilder();
    for (String node : nodes) {
      String[] cells = node.split(" ", -1);
      xml.append(
          "<node id='%s' lon='%s' lat='%s'/>"
              .formatted(
                  cells[0],
                  113 + Double.parseDouble(cells[1]) / 1000,
                  28 + Double.parseDouble(cells[2]) / 1000));
    }
    return xml.toString();
  }

  private static String way(int id, String refs, String... tags) {
    StringBuilder xml = new StringBuilder("<way id='" + id + "'>");
    for (String ref : refs.split(" ", -1)) {
      xml.append("<nd ref='").append(ref).append("'/>");
    }
    return xml.append(tags(tags)).append("</way>").toString();
  }

  private static String tags(String... tags) {
    StringBuilder xml = new StringBuilder();
    for (String tag : tags) {
      String[] pair = tag.split("=", 2);
      xml.append("<tag k='%s' v='%s'/>".formatted(pair[0], pair[1]));
    }
    return xml.toString();
  }

  private void read(String body) throws IOException {
    Path file = folder.resolve("drawn.osm");
    Files.writeString(file, "<osm version='0.6'>" + body + "</osm>");
    counts = new OsmReader(OsmLimits.standard()).read(file, new Sink());
  }

  private NewFeature get(String id) {
    assertThat(features).containsKey(id);
    return features.get(id);
  }

  @Test
  void roadsAreCutWhereTheyMeet() throws IOException {
    read(
        nodes("1 0 0", "2 1 0", "3 2 0", "4 1 1")
            + way(10, "1 2 3", "highway=primary", "name=芙蓉路", "maxspeed=60")
            + way(11, "2 4", "highway=residential", "access=private"));
    assertThat(features).containsOnlyKeys("roads/w10-0", "roads/w10-1", "roads/w11-0");
    assertThat(get("roads/w10-0").properties())
        .containsEntry("from_node", 1L)
        .containsEntry("to_node", 2L)
        .containsEntry("name", "芙蓉路")
        .containsEntry("class", "primary")
        .containsEntry("oneway", "no")
        .containsEntry("maxspeed", 60.0);
    assertThat(get("roads/w10-1").properties())
        .containsEntry("from_node", 2L)
        .containsEntry("to_node", 3L);
    assertThat(get("roads/w11-0").properties()).containsEntry("access", "private");
    assertThat(get("roads/w10-0").geometry().toText()).isEqualTo("LINESTRING (113 28, 113.001 28)");
  }

  @Test
  void oneWayRulesWrittenAndImplied() throws IOException {
    read(
        nodes("1 0 0", "2 1 0", "3 1 1", "4 5 5", "5 6 6")
            + way(1, "1 2", "highway=primary", "oneway=-1")
            + way(2, "1 2 3 1", "highway=service", "junction=roundabout")
            + way(3, "4 5", "highway=motorway")
            + way(4, "4 5", "highway=motorway", "oneway=no")
            + way(5, "4 5", "highway=primary", "oneway=sometimes"));
    assertThat(get("roads/w1-0").properties()).containsEntry("oneway", "-1");
    assertThat(get("roads/w2-0").properties()).containsEntry("oneway", "yes");
    assertThat(get("roads/w3-0").properties()).containsEntry("oneway", "yes");
    assertThat(get("roads/w4-0").properties()).containsEntry("oneway", "no");
    assertThat(get("roads/w5-0").properties()).containsEntry("oneway", "no");
    assertThat(counts.problems().get("oneway not understood, taken as no").named())
        .containsExactly("way 5: sometimes");
  }

  @Test
  void theMoreSpecialAccessKeyDecidesAndMilesAreTurned() throws IOException {
    read(
        nodes("1 0 0", "2 1 0")
            + way(1, "1 2", "highway=service", "access=no", "motor_vehicle=yes", "maxspeed=30 mph")
            + way(2, "1 2", "highway=service", "maxspeed=signals")
            + way(3, "1 2", "route=ferry"));
    assertThat(features).containsOnlyKeys("roads/w1-0", "roads/w2-0");
    assertThat(get("roads/w1-0").properties())
        .containsEntry("access", "yes")
        .containsEntry("maxspeed", 48.0);
    assertThat(counts.problems()).containsKey("maxspeed not understood, left out");
  }

  @Test
  void aMultipolygonOfSplitRingsGetsItsHole() throws IOException {
    read(
        nodes("1 0 0", "2 4 0", "3 4 4", "4 0 4", "5 1 1", "6 2 1", "7 2 2", "8 1 2")
            + way(1, "1 2 3")
            + way(2, "1 4 3")
            + way(3, "5 6 7 8 5")
            + "<relation id='9'>"
            + "<member type='way' ref='1' role='outer'/><member type='way' ref='2' role='outer'/>"
            + "<member type='way' ref='3' role='inner'/>"
            + tags("type=multipolygon", "natural=water", "name=月湖")
            + "</relation>");
    NewFeature lake = get("water/r9");
    assertThat(lake.geometry().getArea()).isCloseTo(15e-6, within(1e-12));
    assertThat(lake.properties()).containsEntry("name", "月湖").containsEntry("kind", "water");
    assertThat(counts.problems()).isEmpty();
  }

  @Test
  void badAreasAreCountedAndNamed() throws IOException {
    read(
        nodes("1 0 0", "2 1 1", "3 1 0", "4 0 1", "5 2 0")
            + way(1, "1 2 3 4 1", "building=yes")
            + way(2, "1 2 3", "building=yes")
            + way(3, "1 2 99 1", "leisure=park")
            + "<relation id='9'><member type='way' ref='77' role='outer'/>"
            + tags("type=multipolygon", "natural=water")
            + "</relation>");
    assertThat(counts.features()).isEqualTo(Map.of("buildings", 1));
    assertThat(get("buildings/w1").geometry().isValid()).isTrue();
    assertThat(counts.problems())
        .containsOnlyKeys(
            "invalid area, repaired",
            "area is not closed, left out",
            "area leaves the extract, left out",
            "multipolygon leaves the extract, left out");
    assertThat(counts.problems().get("invalid area, repaired").named())
        .containsExactly("way 1: Self-intersection");
  }

  @Test
  void addressesAreWrittenTheLocalWay() throws IOException {
    read(
        nodes("1 0 0", "2 1 0", "3 1 1")
            + way(1, "1 2 3 1", "building=yes", "addr:street=芙蓉路", "addr:housenumber=388")
            + way(2, "1 2 3 1", "building=yes", "addr:street=Main Street", "addr:housenumber=7")
            + "<node id='20' lon='113' lat='28'>"
            + tags("amenity=fire_station", "name=特勤站")
            + "</node>");
    assertThat(get("buildings/w1").properties()).containsEntry("address", "芙蓉路388号");
    assertThat(get("buildings/w2").properties()).containsEntry("address", "Main Street 7");
    assertThat(get("poi/n20").properties())
        .containsEntry("kind", "fire_station")
        .containsEntry("name", "特勤站");
  }

  @Test
  void whatIsNotOpenStreetMapIsRefusedWithTheReason() {
    assertThatThrownBy(() -> read("<node id='x' lon='1' lat='2'/>"))
        .isInstanceOf(OsmFormatException.class)
        .hasMessageContaining("drawn.osm line 1: id is not a whole number: 'x'");
    assertThatThrownBy(() -> read("<node id='1' lon='181' lat='2'/>"))
        .hasMessageContaining("lon is outside ±180: 181");
    assertThatThrownBy(() -> read("<way id='1'>")).isInstanceOf(OsmFormatException.class);
    Path shape = folder.resolve("roads.shp");
    assertThatThrownBy(() -> new OsmReader(OsmLimits.standard()).read(shape, new Sink()))
        .hasMessageContaining("must end in .osm.pbf, .osm.gz or .osm");
  }

  @Test
  void entitiesAreNotExpanded() throws IOException {
    Path file = folder.resolve("bomb.osm");
    Files.writeString(
        file,
        "<!DOCTYPE osm [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
            + "<osm><node id='1' lon='1' lat='1'><tag k='name' v='&b;'/></node></osm>");
    assertThatThrownBy(() -> new OsmReader(OsmLimits.standard()).read(file, new Sink()))
        .isInstanceOf(OsmFormatException.class);
  }

  @Test
  void characterReferencesMayBeMany() throws IOException {
    String fuel = "<node id='%d' lon='113' lat='28'>" + tags("amenity=fuel", "name=%s") + "</node>";
    StringBuilder body = new StringBuilder();
    for (int id = 1; id <= 1_000; id++) {
      body.append(fuel.formatted(id, "&amp;&#x4e2d;".repeat(60)));
    }
    read(body.toString());
    assertThat(counts.features()).containsEntry("poi", 1_000);
    assertThat(get("poi/n7").properties()).containsEntry("name", "&中".repeat(60));
  }

  @Test
  void aSmallFileThatUnpacksToMuchIsCutOff() throws IOException {
    Path file = folder.resolve("big.osm.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("<osm>".getBytes(StandardCharsets.UTF_8));
      out.write(" ".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
      out.write("</osm>".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> new OsmReader(new OsmLimits(1_000_000, 10)).read(file, new Sink()))
        .isInstanceOf(OsmFormatException.class)
        .hasMessage("big.osm.gz: unpacks to more than the allowed 1000000 bytes");
  }

  @Test
  void tooManyNodesAreRefused() throws IOException {
    Path file = folder.resolve("drawn.osm");
    Files.writeString(
        file, "<osm>" + nodes("1 0 0", "2 1 0") + way(1, "1 2 1 2", "highway=service") + "</osm>");
    assertThatThrownBy(() -> new OsmReader(new OsmLimits(10_000, 3)).read(file, new Sink()))
        .hasMessageContaining("more than the allowed 3 nodes");
  }

  @Test
  void realExtractInXml() throws IOException {
    counts =
        new OsmReader(OsmLimits.standard())
            .read(SharedData.get("osm/beijing-haidian.osm.gz"), new Sink());
    assertThat(counts.features())
        .containsEntry("roads", 1372)
        .containsEntry("buildings", 521)
        .containsEntry("green", 44)
        .containsEntry("water", 6);
    // A hole was cut: 清华 buildings drawn as relations have courtyards.
    assertThat(features.values())
        .anyMatch(f -> f.id().startsWith("r") && f.layer().equals("buildings"));
    assertThat(features.values()).allMatch(f -> f.geometry().isValid());
  }

  @Test
  void realExtractInPbf() throws IOException {
    counts =
        new OsmReader(OsmLimits.standard()).read(SharedData.get("osm/andorra.osm.pbf"), new Sink());
    assertThat(counts.features()).containsEntry("roads", 2794).containsEntry("buildings", 292);
    assertThat(counts.problems().get("multipolygon leaves the extract, left out").count())
        .isEqualTo(19);
  }

  @Test
  void aBrokenPbfSaysSo() throws IOException {
    byte[] whole = Files.readAllBytes(SharedData.get("osm/andorra.osm.pbf"));
    Path file = folder.resolve("broken.osm.pbf");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> new OsmReader(OsmLimits.standard()).read(file, new Sink()))
        .isInstanceOf(OsmFormatException.class)
        .hasMessage("broken.osm.pbf: ends in the middle of a block");
    Files.writeString(file, "<osm version='0.6'/>");
    assertThatThrownBy(() -> new OsmReader(OsmLimits.standard()).read(file, new Sink()))
        .isInstanceOf(OsmFormatException.class)
        .hasMessageContaining("is not OSM PBF");
  }
}
