package city.chengtu.command.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.foreign.CircuitBreaker.State;
import city.chengtu.gis.coordinate.ChinaOffset;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.buffer.Buffer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** The gateway's parts, each alone. */
class GatewayPartsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final double METRES_PER_DEGREE = 111_320;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Between its sides the shift is taken as even; this is what that costs, in metres. */
  @Test
  void aShiftedTileIsOffByLessThanOneOfItsPixels() {
    for (Coordinate city :
        List.of(
            new Coordinate(116.39, 39.91),
            new Coordinate(112.96, 28.22),
            new Coordinate(104.07, 30.66))) {
      for (int zoom = 9; zoom <= 18; zoom++) {
        View tile = View.of(TileAddress.at(city.x, city.y, zoom));
        double worst = worstShiftError(tile);
        double pixel = (tile.maxX() - tile.minX()) / View.TILE * Math.cos(Math.toRadians(city.y));

        assertThat(worst).as("metres at zoom " + zoom).isLessThan(0.65 * pixel);
        if (zoom >= 12) {
          assertThat(worst).as("metres at zoom " + zoom).isLessThan(15);
        }
        if (zoom >= 14) {
          assertThat(worst).as("metres at zoom " + zoom).isLessThan(4);
        }
        if (zoom >= 16) {
          assertThat(worst).as("metres at zoom " + zoom).isLessThan(1);
        }
      }
    }
  }

  private static double worstShiftError(View tile) {
    Envelope box = tile.degrees();
    Envelope shifted = tile.shifted().degrees();
    double worst = 0;
    for (int i = 0; i <= 8; i++) {
      for (int j = 0; j <= 8; j++) {
        Coordinate right =
            ChinaOffset.wgs84ToGcj02(
                new Coordinate(
                    box.getMinX() + box.getWidth() * i / 8,
                    box.getMinY() + box.getHeight() * j / 8));
        double dx = shifted.getMinX() + shifted.getWidth() * i / 8 - right.x;
        double dy = shifted.getMinY() + shifted.getHeight() * j / 8 - right.y;
        worst =
            Math.max(
                worst, METRES_PER_DEGREE * Math.hypot(dx * Math.cos(Math.toRadians(right.y)), dy));
      }
    }
    return worst;
  }

  /** Tiles of a shifted server, put together, show the corner of a red field at its true place. */
  @Test
  void shiftedTilesArePutTogetherInTheirTruePlace() throws IOException {
    Coordinate corner = new Coordinate(116.391, 39.907);
    Coordinate drawnAt = ChinaOffset.wgs84ToGcj02(corner);
    TileAddress wanted = TileAddress.at(corner.x, corner.y, 16);
    Mosaic mosaic = Mosaic.of(View.of(wanted).shifted(), 0, 18);
    Map<TileAddress, Picture> tiles = new LinkedHashMap<>();
    for (TileAddress tile : mosaic.tiles()) {
      tiles.put(tile, field(View.of(tile), View.x(drawnAt.x), View.y(drawnAt.y)));
    }

    BufferedImage shown =
        ImageIO.read(new ByteArrayInputStream(mosaic.draw(tiles).bytes().getBytes()));

    View view = View.of(wanted);
    double i = (View.x(corner.x) - view.minX()) / (view.maxX() - view.minX()) * View.TILE;
    double j = (view.maxY() - View.y(corner.y)) / (view.maxY() - view.minY()) * View.TILE;
    assertThat(mosaic.tiles()).hasSizeBetween(2, 9);
    assertThat(firstRed(shown)).containsExactly(new double[] {i, j}, within(1.6));
  }

  /** Red east and south of a point. */
  private static Picture field(View tile, double x, double y) throws IOException {
    BufferedImage image = new BufferedImage(View.TILE, View.TILE, BufferedImage.TYPE_INT_ARGB);
    double perMetre = View.TILE / (tile.maxX() - tile.minX());
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(
        (int) Math.rint((x - tile.minX()) * perMetre),
        (int) Math.rint((tile.maxY() - y) * perMetre),
        100_000,
        100_000);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return new Picture(PictureType.PNG, Buffer.buffer(out.toByteArray()), 0, false);
  }

  private static double[] firstRed(BufferedImage image) {
    int left = View.TILE;
    int top = View.TILE;
    for (int j = 0; j < View.TILE; j++) {
      for (int i = 0; i < View.TILE; i++) {
        if ((image.getRGB(i, j) >>> 24) > 128) {
          left = Math.min(left, i);
          top = Math.min(top, j);
        }
      }
    }
    return new double[] {left, top};
  }

  @Test
  void capabilitiesOfStrangersCannotReachOutsideOrGrow() throws IOException {
    String body =
        "<WMT_MS_Capabilities version=\"1.1.1\"><Service><Title>T</Title></Service><Capability>"
            + "<Request><GetMap><Format>image/png</Format></GetMap></Request><Layer><SRS>EPSG:4326"
            + " EPSG:3857</SRS><Layer queryable=\"1\"><Name>a</Name><LatLonBoundingBox minx=\"1\""
            + " miny=\"2\" maxx=\"3\" maxy=\"4\"/></Layer></Layer></Capability></WMT_MS_Capabilities>";
    Offer offer =
        WmsCapabilities.read(
            bytes("<!DOCTYPE WMT_MS_Capabilities SYSTEM \"http://127.0.0.1:1/x.dtd\">" + body),
            NOW);
    assertThat(offer.version()).isEqualTo("1.1.1");
    assertThat(offer.layers().get(0).crs()).containsExactly("EPSG:4326", "EPSG:3857");
    assertThat(offer.layers().get(0).extent().toString())
        .isEqualTo(new Envelope(1, 3, 2, 4).toString());

    for (String evil :
        List.of(
            "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                + body.replace(">T<", ">&f;<"),
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                + body.replace(">T<", ">&b;<"),
            "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\"> %p;]>" + body,
            body.replace("miny=\"2\"", "miny=\"NaN\""),
            "<html><body>hello</body></html>",
            "{}",
            body.substring(0, 100))) {
      assertThatThrownBy(() -> WmsCapabilities.read(bytes(evil), NOW))
          .as(evil)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aGridIsKnownByItsScalesNotByItsName() throws IOException {
    String matrices =
        "<TileMatrix><ows:Identifier>%s</ows:Identifier><ScaleDenominator>%s</ScaleDenominator>"
            + "<TopLeftCorner>-20037508.3427892 20037508.3427892</TopLeftCorner>"
            + "<TileWidth>256</TileWidth><TileHeight>256</TileHeight></TileMatrix>";
    String document =
        "<Capabilities xmlns=\"http://www.opengis.net/wmts/1.0\" xmlns:ows=\"http://www.opengis.net/ows/1.1\">"
            + "<Contents><Layer><ows:Title>影像</ows:Title><ows:Identifier>img</ows:Identifier>"
            + "<Format>image/jpeg</Format><TileMatrixSetLink><TileMatrixSet>c</TileMatrixSet></TileMatrixSetLink>"
            + "<TileMatrixSetLink><TileMatrixSet>w</TileMatrixSet></TileMatrixSetLink></Layer>"
            + "<TileMatrixSet><ows:Identifier>c</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::4490</ows:SupportedCRS></TileMatrixSet>"
            + "<TileMatrixSet><ows:Identifier>w</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::900913</ows:SupportedCRS>"
            + matrices.formatted("L1", "279541132.0143589")
            + matrices.formatted("odd", "1234567")
            + matrices.formatted("L10", "545978.7734655447")
            + "</TileMatrixSet></Contents></Capabilities>";

    Offer offer = WmtsCapabilities.read(bytes(document), NOW);

    assertThat(offer.layers().get(0).grid()).isEqualTo("w");
    assertThat(offer.layers().get(0).levels()).isEqualTo(Map.of(1, "L1", 10, "L10"));
  }

  @Test
  void addressesKeepTheirOwnParametersAndNothingOfTheClients() throws IOException {
    ForeignAddress address =
        new ForeignAddress("http://host.example/cgi?map=%2Fetc%2Fcity.map&service=other");
    Offer offer =
        new Offer(
            "t",
            "1.3.0",
            List.of(
                new Offer.Offered(
                    "部件&x=1",
                    "t",
                    null,
                    List.of("EPSG:4490"),
                    List.of(),
                    List.of(),
                    null,
                    Map.of())),
            NOW);
    View view = new View(false, 112.5, 28.25, 112.75, 28.5, 10, 10);

    String uri = address.map(offer, offer.layers().get(0), null, view, "image/png").toString();

    assertThat(uri)
        .startsWith("http://host.example/cgi?map=%2Fetc%2Fcity.map&")
        .contains("LAYERS=%E9%83%A8%E4%BB%B6%26x%3D1&")
        .contains("CRS=EPSG%3A4490&")
        .contains("BBOX=28.2500000000%2C112.5000000000%2C28.5000000000%2C112.7500000000")
        .doesNotContain("other");
  }

  @Test
  void degreesMayStandForMercatorOnlyWhereNobodySeesIt() {
    Offer.Offered degrees =
        new Offer.Offered(
            "a", "t", null, List.of("EPSG:4326"), List.of(), List.of(), null, Map.of());

    assertThat(ForeignAddress.drawable(View.of(TileAddress.at(113, 28, 12)), degrees)).isPresent();
    assertThat(ForeignAddress.drawable(View.of(TileAddress.at(113, 28, 3)), degrees)).isEmpty();
  }

  @Test
  void theCircuitOpensAfterFailuresInARowAndOneAsksForAll() {
    AtomicLong nanos = new AtomicLong();
    CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofSeconds(10), nanos::get);
    breaker.failed();
    breaker.failed();
    breaker.worked();
    breaker.failed();
    breaker.failed();
    assertThat(breaker.mayAsk()).isTrue();
    breaker.failed();

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.mayAsk()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(breaker.mayAsk()).isTrue();
    assertThat(breaker.mayAsk()).as("the second must wait for the first").isFalse();
    breaker.failed();
    assertThat(breaker.mayAsk()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(breaker.mayAsk()).isTrue();
    breaker.worked();
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void aPictureIsKnownByItsBytes() {
    assertThat(PictureType.of(Buffer.buffer("<svg/>"))).isEmpty();
    assertThat(PictureType.of(Buffer.buffer("GIF89a"))).hasValue(PictureType.GIF);
    assertThat(PictureType.of(Buffer.buffer())).isEmpty();
  }

  @Test
  void turnedCoordinatesAreTurnedBackByTheDeclaredExtent() throws IOException {
    String page =
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","id":"s.1",
          "properties":{"n":1,"w":2.5,"b":true,"t":null,"m":{"a":1}},
          "geometry":{"type":"Point","coordinates":[28.2,112.9]}}]}
        """;
    ForeignSpec spec =
        new ForeignSpec(
            new city.chengtu.gis.feature.Text("甲", "A"),
            ForeignKind.WFS,
            "http://x.example/",
            null,
            null,
            "o",
            null,
            null,
            null,
            null,
            null,
            List.of());
    city.chengtu.gis.feature.Layer plain =
        ForeignRegistry.card(
            spec, new ForeignLayer("foreign_a", "a", spec.title(), null, null, null));

    CopiedLayer copy =
        new FeatureCopy(plain, new Envelope(112, 113, 28, 29), false, NOW).read(bytes(page), 10, 1);

    assertThat(copy.find("s.1").orElseThrow().geometry().getCoordinate())
        .isEqualTo(new Coordinate(112.9, 28.2));
    assertThat(copy.find("s.1").orElseThrow().properties())
        .containsEntry("n", 1L)
        .containsEntry("w", 2.5)
        .containsEntry("b", true)
        .containsEntry("m", "{\"a\":1}");
    assertThatThrownBy(() -> new FeatureCopy(plain, null, false, NOW).read(bytes(page), 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 0");
  }
}
