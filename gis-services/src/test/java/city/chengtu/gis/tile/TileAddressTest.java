package city.chengtu.gis.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

class TileAddressTest {
  @Test
  void knownTiles() {
    // Published pairs: the tile of Berlin's centre at zoom 10, and the world's one tile.
    assertThat(TileAddress.at(13.4, 52.52, 10)).isEqualTo(new TileAddress(10, 550, 335));
    Envelope world = new TileAddress(0, 0, 0).envelope();
    assertThat(world.getMinX()).isEqualTo(-180);
    assertThat(world.getMaxY()).isCloseTo(TileAddress.MAX_LATITUDE, within(1e-9));
  }

  @Test
  void aPointLiesInItsTile() {
    Random random = new Random(4711);
    for (int i = 0; i < 10_000; i++) {
      double lon = random.nextDouble() * 360 - 180;
      double lat = random.nextDouble() * 170 - 85;
      TileAddress tile = TileAddress.at(lon, lat, random.nextInt(23));
      Envelope area = tile.envelope();
      area.expandBy(1e-9);
      assertThat(area.contains(lon, lat))
          .as("%s in %s (seed 4711)", lon + "," + lat, tile)
          .isTrue();
    }
  }

  @Test
  void coveringTilesAreThoseThatMeetTheBox() {
    Envelope box = new Envelope(112.90, 113.05, 28.10, 28.25);
    assertThat(TileAddress.covering(box, 12))
        .allSatisfy(tile -> assertThat(tile.envelope().intersects(box)).isTrue())
        .contains(TileAddress.at(112.90, 28.25, 12), TileAddress.at(113.05, 28.10, 12));
  }

  @Test
  void tilesThatDoNotExistAreRefusedByName() {
    assertThatThrownBy(() -> new TileAddress(23, 0, 0)).hasMessageStartingWith("z ");
    assertThatThrownBy(() -> new TileAddress(3, 8, 0)).hasMessageStartingWith("x ");
    assertThatThrownBy(() -> new TileAddress(3, 0, -1)).hasMessageStartingWith("y ");
  }
}
