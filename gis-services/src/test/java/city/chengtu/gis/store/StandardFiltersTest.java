package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.RandomFilters;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Predicates of the abstract test suite of OGC 21-065r2 on both stores and in memory. The suite's
 * data set is not here; the three rows with times are made so that each of the suite's temporal
 * predicates finds as many as it does there, the places so that each other one has a known answer.
 */
@EachStore
class StandardFiltersTest {
  private static final List<NewFeature> FEATURES =
      List.of(
          place(
              "berlin",
              "Berlin",
              1_038_287,
              13.4,
              52.5,
              "2021-04-16",
              "2021-04-16T10:15:59Z",
              "2022-04-16T10:16:06Z",
              true),
          place(
              "kobenhavn",
              "København",
              1_038_288,
              12.6,
              55.7,
              "2022-04-16",
              "2022-04-16T10:13:19Z",
              "2023-04-16T10:16:06Z",
              true),
          place(
              "koeln",
              "Köln",
              1_038_289,
              6.96,
              50.94,
              "2023-04-16",
              "2022-04-16T10:15:10Z",
              "2022-04-16T10:16:06Z",
              false),
          place("suva", "Suva", 3_013_258, 178.4, -18.1, null, null, null, null),
          place("apia", "Apia", 61_916, -171.8, -13.8, null, null, null, null));

  private final SpatialDatabase database;
  private FeatureSource source;

  StandardFiltersTest(TestStore store) {
    database = store.database();
  }

  private static NewFeature place(
      String id,
      String name,
      long people,
      double lon,
      double lat,
      String day,
      String start,
      String end,
      Boolean open) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", name);
    properties.put("level", people);
    properties.put("height", people / 2.0);
    properties.put("built", day);
    properties.put("start", start);
    properties.put("end", end);
    properties.put("open", open);
    return new NewFeature(
        RandomFilters.LAYER,
        id,
        0,
        new GeometryFactory().createPoint(new Coordinate(lon, lat)),
        properties);
  }

  @Test
  void findAsManyAsTheStandardSays() {
    StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
    layers.define(RandomFilters.layer());
    layers.write(ChangeSet.merge("tester", "places", "test"), FEATURES.stream());
    source = layers.get(RandomFilters.LAYER);
    temporal();
    comparisons();
    spatial();
  }

  private void temporal() {
    finds(1, "t_after(\"built\",date('2022-04-16'))");
    finds(1, "t_before(built,date('2022-04-16'))");
    finds(2, "t_disjoint(built,date('2022-04-16'))");
    finds(1, "t_equals(built,date('2022-04-16'))");
    finds(1, "t_intersects(built,date('2022-04-16'))");
    finds(1, "t_after(built,interval('2022-01-01','2022-12-31'))");
    finds(1, "t_before(built,interval('2022-01-01','2022-12-31'))");
    finds(2, "t_disjoint(built,interval('2022-01-01','2022-12-31'))");
    finds(0, "t_equals(built,interval('2022-01-01','2022-12-31'))");
    finds(1, "t_equals(built,interval('2022-04-16','2022-04-16'))");
    finds(1, "t_intersects(built,interval('2022-01-01','2022-12-31'))");
    finds(1, "t_after(start,timestamp('2022-04-16T10:13:19Z'))");
    finds(1, "t_before(start,timestamp('2022-04-16T10:13:19Z'))");
    finds(2, "t_disjoint(start,timestamp('2022-04-16T10:13:19Z'))");
    finds(1, "t_equals(start,timestamp('2022-04-16T10:13:19Z'))");
    finds(0, "t_after(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))");
    finds(1, "t_before(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))");
    finds(2, "t_intersects(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))");
    finds(1, "t_after(interval(start,end),interval('..','2022-04-16T10:13:19Z'))");
    finds(2, "t_before(interval(start,end),interval('2023-01-01T00:00:00Z','..'))");
    String first = "interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z')";
    finds(
        1,
        "t_disjoint(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))");
    finds(
        1, "t_equals(interval(start,end),interval('2021-04-16T10:15:59Z','2022-04-16T10:16:06Z'))");
    finds(
        2,
        "t_intersects(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))");
    finds(1, "T_CONTAINS(interval(start,end)," + first + ")");
    finds(
        1, "T_DURING(interval(start,end),interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))");
    finds(
        1,
        "T_FINISHES(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))");
    finds(
        1,
        "T_FINISHEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))");
    finds(0, "T_MEETS(interval(start,end)," + first + ")");
    finds(1, "T_METBY(interval(start,end)," + first + ")");
    finds(
        2,
        "T_OVERLAPPEDBY(interval(start,end),interval('2020-04-16T10:13:19Z','2022-04-16T10:15:10Z'))");
    finds(
        1,
        "T_OVERLAPS(interval(start,end),interval('2022-04-16T10:13:19Z','2023-04-16T10:15:10Z'))");
    finds(1, "T_STARTEDBY(interval(start,end)," + first + ")");
    finds(0, "T_STARTS(interval(start,end)," + first + ")");
  }

  private void comparisons() {
    finds(1, "name='København'");
    finds(4, "name<>'København'");
    finds(2, "name>='København'");
    finds(1, "name>'København'");
    finds(3, "name<'København'");
    finds(1, "level=1038280+8");
    finds(3, "level>=1038290-2*2^0");
    finds(2, "level>1038290-20/10");
    finds(2, "level>1038290-21 div 10");
    finds(2, "level>1038290-5%2-1");
    finds(3, "level<=1038200+8*11");
    finds(1, "level between 4000000/4 and 1038287");
    finds(4, "level not between 3*1000000 and 4000000");
    finds(2, "level in (1000000+38288,3*1000000+13258)");
    finds(1, "1038280+8=level");
    finds(5, "height*2=level");
    finds(2, "name LIKE 'K_%n' or name like 'K%vn'");
    finds(2, "name like 'K%'");
    finds(3, "name not like 'K%'");
    finds(5, "name like '%%'");
    finds(0, "name like ''");
    finds(1, "ACCENTI(name)=accenti('Kobenhavn')");
    finds(1, "ACCENTI(CASEI(name))=accenti(casei('KØBENHAVN'))");
    finds(2, "ACCENTI(CASEI(name)) LIKE accenti(casei('kØ%'))");
    finds(2, "ACCENTI(CASEI(name)) LIKE accenti(casei('kO%'))");
    finds(2, "ACCENTI(CASEI(name)) IN (accenti(casei('kobenhavn')), accenti(casei('BERLIN')))");
    finds(1, "CASEI(name) = casei('kÖLN')");
    finds(2, "open=true");
    finds(1, "open in (false)");
    finds(2, "open is null");
    finds(2, "built in ('2021-04-16','2022-04-16','2022-04-18')");
    finds(1, "start in ('2022-04-16T10:13:19Z')");
    finds(5, "true");
    finds(0, "false");
  }

  private void spatial() {
    finds(2, "S_INTERSECTS(geometry,BBOX(5,50,13,60))");
    finds(2, "S_INTERSECTS(geometry,BBOX(150,-90,-150,90))");
    finds(1, "S_INTERSECTS(geometry,POINT(13.4 52.5))");
    finds(1, "S_EQUALS(geometry,POINT(13.4 52.5))");
    finds(3, "S_DISJOINT(geometry,BBOX(5,50,13,60))");
    finds(1, "S_WITHIN(geometry,POLYGON((13 52,14 52,14 53,13 53,13 52)))");
    finds(1, "S_TOUCHES(geometry,POLYGON((13.4 52,14 52,14 53,13.4 53,13.4 52)))");
    finds(0, "S_WITHIN(geometry,POLYGON((13.4 52,14 52,14 53,13.4 53,13.4 52)))");
    finds(2, "S_INTERSECTS(geometry,GEOMETRYCOLLECTION(POINT(13.4 52.5),POINT(12.6 55.7)))");
    finds(5, "S_CROSSES(LINESTRING(0 0,2 2),LINESTRING(0 2,2 0))");
    finds(
        1,
        "S_INTERSECTS(geometry,BBOX(5,50,13,60)) and not S_INTERSECTS(geometry,BBOX(5,50,10,52))");
    finds(4, "not S_INTERSECTS(geometry,POINT(13.4 52.5)) or S_CONTAINS(geometry,POINT(0 0))");
  }

  private void finds(int count, String cql2) {
    Filter filter = Cql2.ofText(cql2).checkedFor(RandomFilters.layer());
    assertThat(source.read(FeatureQuery.of(RandomFilters.LAYER).withFilter(filter)))
        .as(cql2)
        .hasSize(count);
    assertThat(
            FEATURES.stream()
                .map(
                    f ->
                        new Feature(
                            f.layer(), f.id(), 1, Instant.EPOCH, f.geometry(), f.properties()))
                .filter(filter.test()))
        .as(cql2 + " in memory")
        .hasSize(count);
  }
}
