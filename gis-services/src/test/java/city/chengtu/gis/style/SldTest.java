package city.chengtu.gis.style;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.feature.Text;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SldTest {
  private static Layer layer(GeometryKind kind, ScaleRange scales, LayerStyle style) {
    return new Layer(
        "t_layer",
        "base",
        new Text("图<层>", "A & B"),
        kind,
        List.of(Field.of("name", "名称", "Name", Field.Type.TEXT)),
        new LayerOrigin("o", "s", null, null, ShareClass.UNCONDITIONAL),
        scales,
        style,
        false);
  }

  private static String at(String sld, String path) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(false);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(sld)));
    XPath xpath = XPathFactory.newInstance().newXPath();
    return xpath.evaluate(path, document);
  }

  @Test
  void anAreaHasItsFillOutlineScalesAndLabel() throws Exception {
    String sld =
        Sld.of(
            layer(
                GeometryKind.POLYGON,
                new ScaleRange(10, 18),
                new LayerStyle(1, "#123", "#aabbcc80", 2.0, "8 4", null, null, "name", 0.5)));
    String rule = "/StyledLayerDescriptor/NamedLayer/UserStyle/FeatureTypeStyle/Rule";
    assertThat(at(sld, "/StyledLayerDescriptor/@version")).isEqualTo("1.0.0");
    assertThat(at(sld, "/StyledLayerDescriptor/NamedLayer/Name")).isEqualTo("t_layer");
    assertThat(at(sld, "//UserStyle/Title")).isEqualTo("图<层> A & B");
    String area = rule + "/PolygonSymbolizer";
    assertThat(at(sld, area + "/Fill/CssParameter[@name='fill']")).isEqualTo("#aabbcc");
    assertThat(at(sld, area + "/Fill/CssParameter[@name='fill-opacity']")).isEqualTo("0.251");
    assertThat(at(sld, area + "/Stroke/CssParameter[@name='stroke']")).isEqualTo("#112233");
    assertThat(at(sld, area + "/Stroke/CssParameter[@name='stroke-width']")).isEqualTo("2");
    assertThat(at(sld, area + "/Stroke/CssParameter[@name='stroke-dasharray']")).isEqualTo("8 4");
    assertThat(at(sld, rule + "/TextSymbolizer/Label")).isEqualTo("name");
    double greatest = Double.parseDouble(at(sld, rule + "/MaxScaleDenominator"));
    double least = Double.parseDouble(at(sld, rule + "/MinScaleDenominator"));
    assertThat(559_082_264.0 / 1024).isBetween(least, greatest);
    assertThat(559_082_264.0 / 512).isGreaterThan(greatest);
    assertThat(559_082_264.0 / (1 << 18)).isBetween(least, greatest);
    assertThat(559_082_264.0 / (1 << 19)).isLessThan(least);
  }

  @Test
  void whatTheStyleLeavesOpenIsTheClientsDefault() throws Exception {
    LayerStyle none = new LayerStyle(1, null, null, null, null, null, null, "gone", null);
    String point = Sld.of(layer(GeometryKind.POINT, new ScaleRange(0, 22), none));
    assertThat(at(point, "//Mark/WellKnownName")).isEqualTo("circle");
    assertThat(at(point, "//Graphic/Size")).isEqualTo("5");
    assertThat(point).doesNotContain("TextSymbolizer", "ScaleDenominator");
    String area = Sld.of(layer(GeometryKind.POLYGON, new ScaleRange(0, 22), none));
    assertThat(at(area, "count(//PolygonSymbolizer/Fill)")).isEqualTo("0");
    String line = Sld.of(layer(GeometryKind.LINE, new ScaleRange(0, 22), none));
    assertThat(at(line, "//LineSymbolizer/Stroke/CssParameter[@name='stroke-width']"))
        .isEqualTo("1.2");
  }

  @Test
  void inVersion11TheSymbolsAreThoseOfSymbologyEncoding() throws Exception {
    for (Layer layer : StandardLayers.list()) {
      String sld = Sld.of(layer, Sld.Version.V1_1);
      assertThat(at(sld, "/StyledLayerDescriptor/@version")).isEqualTo("1.1.0");
      assertThat(at(sld, "/StyledLayerDescriptor/NamedLayer/*[name()='se:Name']"))
          .isEqualTo(layer.id());
      assertThat(at(sld, "count(//*[name()='se:Rule'])")).isEqualTo("1");
      assertThat(sld).doesNotContain("CssParameter", "<Rule", "<Fill");
      assertThat(at(Sld.of(layer), "count(//Rule)")).isEqualTo("1");
    }
  }
}
