package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client's pure modules, run where they live: in the browser, as the page loads them. */
class ModulesTest extends BrowserTest {
  private Object run(String body) {
    try (Console console = open("")) {
      Object result = console.page().evaluate("async () => {" + body + "}");
      console.assertQuiet();
      return result;
    }
  }

  @Test
  void theCommandLineGrammar() {
    Object parsed =
        run(
            """
            const {parse} = await import('/commandline.js');
            return ['D 2601 u112 U120', 'd U112,U113', 'S U112 os', 'S U112 XX', 'N rqxl @芙蓉路388 !2 ；二楼有人', 'GO 28.2,112.9',
              'go 112.9 28.2', 'GO 五一广场', 'GO 95,200', 'LAYER gas', 'D 2601', '五一大道'].map(line => JSON.stringify(parse(line)));
            """);
    assertThat(strings(parsed))
        .containsExactly(
            "{\"verb\":\"dispatch\",\"incident\":\"2601\",\"units\":[\"U112\",\"U120\"]}",
            "{\"verb\":\"dispatch\",\"incident\":null,\"units\":[\"U112\",\"U113\"]}",
            "{\"verb\":\"status\",\"unit\":\"U112\",\"status\":\"at_scene\"}",
            "{\"verb\":\"status\",\"error\":\"statusUnknown\"}",
            "{\"verb\":\"new\",\"type\":\"rqxl\",\"place\":\"芙蓉路388\",\"level\":2,\"description\":\"二楼有人\"}",
            "{\"verb\":\"go\",\"lon\":112.9,\"lat\":28.2}",
            "{\"verb\":\"go\",\"lon\":112.9,\"lat\":28.2}",
            "{\"verb\":\"go\",\"place\":\"五一广场\"}",
            "{\"verb\":\"go\",\"error\":\"placeOutside\"}",
            "{\"verb\":\"layer\",\"query\":\"gas\"}",
            "{\"verb\":\"dispatch\",\"error\":\"unitMissing\"}",
            "{\"verb\":\"find\",\"query\":\"五一大道\"}");
  }

  @Test
  void typesAreFoundByInitialsNameAndCode() {
    Object found =
        run(
            """
            const {matchTypes} = await import('/commandline.js');
            const types = [{code: 'gas_leak', zh: '燃气泄漏', en: 'Gas leak', initials: 'rqxl'}, {code: 'fire', zh: '火灾', en: 'Fire', initials: 'hz'},
              {code: 'gas_fire', zh: '燃气火灾', en: 'Gas fire', initials: 'rqhz'}];
            return ['rqxl', 'rq', '火灾', 'gas', 'zzz', ''].map(query => matchTypes(query, types).map(type => type.code).join(' '));
            """);
    assertThat(strings(found))
        .containsExactly(
            "gas_leak", "gas_leak gas_fire", "fire gas_fire", "gas_leak gas_fire", "", "");
  }

  @Test
  void theTileReaderReadsWhatTheServerEncodes() {
    try (Console console = openAs("operator1", "")) {
      Object read =
          console
              .page()
              .evaluate(
                  """
                  async () => {
                    const {readTile} = await import('/map/mvt.js');
                    const {mercatorX, mercatorY} = await import('/map/mercator.js');
                    const features = (await (await fetch('/api/v1/layers/buildings/features?limit=1')).json()).features;
                    const ring = features[0].geometry.type === 'MultiPolygon' ? features[0].geometry.coordinates[0][0] : features[0].geometry.coordinates[0];
                    const z = 16;
                    const [x, y] = [mercatorX(ring[0][0]) * 2 ** z, mercatorY(ring[0][1]) * 2 ** z];
                    const answer = await fetch(`/api/v1/layers/buildings/tiles/${z}/${Math.floor(x)}/${Math.floor(y)}`);
                    const [layer] = readTile(new Uint8Array(await answer.arrayBuffer()));
                    const px = (x - Math.floor(x)) * layer.extent, py = (y - Math.floor(y)) * layer.extent;
                    let nearest = Infinity;
                    for (const feature of layer.features) for (const part of feature.parts) for (let i = 0; i < part.length; i += 2)
                      nearest = Math.min(nearest, Math.hypot(part[i] - px, part[i + 1] - py));
                    return {name: layer.name, polygons: layer.features.every(each => each.type === 3), nearest};
                  }\
                  """);
      Map<?, ?> tile = (Map<?, ?>) read;
      assertThat(tile.get("name")).isEqualTo("buildings");
      assertThat(tile.get("polygons")).isEqualTo(true);
      assertThat(((Number) tile.get("nearest")).doubleValue())
          .as("tile units from the feature's first corner")
          .isLessThan(4);
      console.assertQuiet();
    }
  }

  @Test
  void aBrokenTileIsRefusedNotDrawn() {
    Object error =
        run(
            """
            const {readTile} = await import('/map/mvt.js');
            try { readTile(Uint8Array.of(0x1a, 0x20, 0x0a)); return 'read'; } catch (failure) { return failure.name; }
            """);
    assertThat(error).isEqualTo("RangeError");
  }

  @Test
  void clusteringLosesNoPointAndKeepsTheMiddle() {
    Object found =
        run(
            """
            const {clusterPoints} = await import('/map/cluster.js');
            const n = 20000;
            let seed = 42;
            const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
            const points = {x: Float64Array.from({length: n}, random), y: Float64Array.from({length: n}, random), count: n};
            const clusters = clusterPoints(points, {left: 0, top: 0, right: 1, bottom: 1}, 0.1);
            const inside = clusters.every(each => each.x >= 0 && each.x <= 1 && each.y >= 0 && each.y <= 1);
            return [clusters.reduce((sum, each) => sum + each.count, 0), clusters.length <= 121, inside].join(' ');
            """);
    assertThat(found).isEqualTo("20000 true true");
  }

  @Test
  void aLateFixNeverMovesAUnitBack() {
    Object found =
        run(
            """
            const {unitPositions} = await import('/store/positions.js');
            unitPositions.put('late', 112, 28, 0, 2000);
            unitPositions.put('late', 113, 29, 0, 1000);
            const i = unitPositions.index.get('late');
            return Math.round(unitPositions.x[i] * 360 - 180);
            """);
    assertThat(found).isEqualTo(112);
  }

  @Test
  void anOlderVersionIsNeverTaken() {
    Object found =
        run(
            """
            const {applyRow, applyEntry} = await import('/store/entries.js');
            const {state} = await import('/store/state.js');
            applyRow('closure', {id: 'c', version: 3, reason: 'new'});
            applyRow('closure', {id: 'c', version: 2, reason: 'old'});
            state.position = 10;
            applyEntry({position: 10, subject: 'closure/c', version: 9, data: {id: 'c', version: 9, reason: 'repeated'}});
            applyEntry({position: 11, subject: 'closure/c', version: 4, data: {id: 'c', version: 4, reason: 'newest'}});
            return state.closures.get('c').reason + ' ' + state.position;
            """);
    assertThat(found).isEqualTo("newest 11");
  }

  @Test
  void aFloodOfAlarmsIsFoldedButNeverItsWorst() {
    Object found =
        run(
            """
            const {flood} = await import('/store/flood.js');
            const alarm = (id, level, age, acknowledged = false) => ({id: String(id), level, at: 1e6 - age * 1000, acknowledged});
            const few = Array.from({length: 10}, (_, i) => alarm(i, 3, 60));
            const many = [...few, alarm('worst', 1, 60), alarm('old', 4, 700), alarm('known', 4, 60, true)];
            const ids = flood(many, 1e6, each => each.at);
            return [flood(few, 1e6, each => each.at).size, ids.size, ids.has('worst'), ids.has('old'), ids.has('known')].join(' ');
            """);
    assertThat(found).isEqualTo("0 10 false false false");
  }

  /** The rule of docs/architecture.md, with both of this machine's clocks. */
  @Test
  void aScreenIsLiveOnlyWhileItsLastBeatAndItsServersLastReadAreYoung() {
    Object levels =
        run(
            """
            const {freshness, readBeat} = await import('/store/freshness.js');
            const t0 = Date.parse('2026-01-31T14:32:10Z');
            const heard = {steady: 50_000, wall: 900_000};
            const data = (unread, more) => ({position: 7, head: 7, at: new Date(t0).toISOString(), readAt: new Date(t0 - unread).toISOString(), ...more});
            const live = (beat, phase = 'open') => ({phase, beat, asOf: 0, openedAt: heard, retryAt: 0});
            const at = (beat, steady, wall = steady, phase) => freshness(live(beat, phase), {steady: heard.steady + steady, wall: heard.wall + wall}).level;
            const young = readBeat(data(400), 0, heard);
            return [
              at(young, 2900), at(young, 3100), at(young, 100, 4000), at(young, 4000, -60_000), at(young, 0, 0, 'waiting'),
              at(readBeat(data(3000), 0, heard), 0), at(readBeat(data(3001), 0, heard), 0), at(readBeat(data(9000, {head: 9}), 0, heard), 0),
              at(readBeat(data(100), 5000, heard), 0), at(null, 1000), at(null, 4000),
              at(readBeat({position: 1, head: 9, at: new Date(t0).toISOString(), readAt: '1970-01-01T00:00:00Z'}, 0, heard), 0),
            ].join(' ');
            """);
    assertThat(levels)
        .isEqualTo("ok stale stale stale lost ok stale behind stale behind stale behind");
  }

  /**
   * Beats that a cut line held up come all at once: they must not teach the screen a wrong time.
   */
  @Test
  void aBeatThatWasHeldUpIsKnownToBeOld() {
    Object delays =
        run(
            """
            const {learnServerTime} = await import('/clock.js');
            const known = {offset: 0, at: -Infinity, learnedAt: -Infinity};
            const beat = (sent, heard) => Math.round(learnServerTime(new Date(1e12 + sent).toISOString(), known, heard));
            return [beat(0, 5000), beat(1000, 6000), beat(2000, 17_000), beat(12_000, 17_010), beat(13_000, 18_020),
              beat(-3_600_000, 19_000), beat(-3_599_000, 20_000)].map(each => Math.round(each / 100) * 100).join(' ');
            """);
    assertThat(delays).isEqualTo("0 0 10000 0 0 0 0");
  }

  @Test
  void waitingTimesGrowUpToALimit() {
    Object found =
        run(
            """
            const {retryDelay} = await import('/store/backoff.js');
            return [0, 1, 2, 3, 20].map(attempt => retryDelay(attempt, () => 1)).join(' ');
            """);
    assertThat(found).isEqualTo("500 1000 2000 4000 15000");
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }
}
