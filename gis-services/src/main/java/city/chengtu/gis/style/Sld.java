package city.chengtu.gis.style;

import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ScaleRange;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A layer's style as an OGC Styled Layer Descriptor: one named layer and one rule, with the scales
 * at which the layer is drawn, its symbol and its label. Rules: SLD 1.0.0 (OGC 02-070); SLD 1.1.0
 * (05-078r4) with Symbology Encoding 1.1.0 (05-077r4).
 *
 * <p>Shapes are drawn as circles: symbols of our client's sprite are not known elsewhere.
 */
public final class Sld {
  private static final String SLD = "http://www.opengis.net/sld";
  private static final String SE = "http://www.opengis.net/se";
  private static final String OGC = "http://www.opengis.net/ogc";

  /** Of web-map zoom 0, by OGC's pixel of 0.28 mm. */
  private static final double SCALE_0 = 559_082_264.028717;

  /** Half a zoom: where one zoom's tiles give way to the next one's. */
  private static final double HALF = Math.sqrt(2);

  private static final double FONT_SIZE = 12;

  /** The version a document is written in. */
  public enum Version {
    V1_0("1.0.0"),
    V1_1("1.1.0");

    private final String text;

    Version(String text) {
      this.text = text;
    }
  }

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;
  private final Version version;
  private final Layer layer;
  private final Look look;

  private Sld(Layer layer, Version version) throws XMLStreamException {
    this.layer = layer;
    this.version = version;
    this.look = Look.of(layer);
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  /** In version 1.0.0, which every map server reads. */
  public static String of(Layer layer) {
    return of(layer, Version.V1_0);
  }

  /**
   * @param layer with the fields that its reader may see: a label by another one is left out
   * @return an XML document; the named layer, the style and the feature type are called by the
   *     layer's id
   */
  public static String of(Layer layer, Version version) {
    try {
      return new Sld(layer, version).document();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
  }

  private String document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("StyledLayerDescriptor");
    xml.writeDefaultNamespace(SLD);
    if (version == Version.V1_1) {
      xml.writeNamespace("se", SE);
    }
    xml.writeNamespace("ogc", OGC);
    xml.writeAttribute("version", version.text);
    xml.writeStartElement("NamedLayer");
    symbology("Name", layer.id());
    xml.writeStartElement("UserStyle");
    symbology("Name", layer.id());
    title();
    begin("FeatureTypeStyle");
    symbology("FeatureTypeName", layer.id());
    rule();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
    return text.toString();
  }

  /** In 1.1.0 the title of a style stands within its description. */
  private void title() throws XMLStreamException {
    if (version == Version.V1_0) {
      symbology("Title", layer.title().zh() + " " + layer.title().en());
    } else {
      begin("Description");
      symbology("Title", layer.title().zh() + " " + layer.title().en());
      xml.writeEndElement();
    }
  }

  private void rule() throws XMLStreamException {
    begin("Rule");
    symbology("Name", layer.id());
    scales(layer.scales());
    switch (layer.geometry()) {
      case POINT -> point();
      case LINE -> {
        begin("LineSymbolizer");
        stroke();
        xml.writeEndElement();
      }
      case POLYGON -> area();
    }
    if (look.label() != null) {
      label();
    }
    xml.writeEndElement();
  }

  private void scales(ScaleRange range) throws XMLStreamException {
    if (range.maxZoom() < ScaleRange.DEEPEST) {
      symbology("MinScaleDenominator", number(SCALE_0 / Math.pow(2, range.maxZoom()) / HALF));
    }
    if (range.minZoom() > 0) {
      symbology("MaxScaleDenominator", number(SCALE_0 / Math.pow(2, range.minZoom()) * HALF));
    }
  }

  private void point() throws XMLStreamException {
    begin("PointSymbolizer");
    begin("Graphic");
    begin("Mark");
    symbology("WellKnownName", "circle");
    fill(look.fill(), look.fill().opacity());
    xml.writeEndElement();
    symbology("Size", number(2 * look.radius()));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void area() throws XMLStreamException {
    begin("PolygonSymbolizer");
    if (look.fill() != null) {
      fill(look.fill(), look.fillOpacity());
    }
    stroke();
    xml.writeEndElement();
  }

  private void fill(Colour colour, double opacity) throws XMLStreamException {
    begin("Fill");
    parameter("fill", colour.hex());
    if (opacity < 1) {
      parameter("fill-opacity", number(opacity));
    }
    xml.writeEndElement();
  }

  private void stroke() throws XMLStreamException {
    begin("Stroke");
    parameter("stroke", look.stroke().hex());
    parameter("stroke-width", number(look.width()));
    if (look.stroke().opacity() < 1) {
      parameter("stroke-opacity", number(look.stroke().opacity()));
    }
    if (!look.dash().isEmpty()) {
      parameter(
          "stroke-dasharray",
          look.dash().stream().map(Sld::number).collect(Collectors.joining(" ")));
    }
    xml.writeEndElement();
  }

  private void label() throws XMLStreamException {
    begin("TextSymbolizer");
    begin("Label");
    xml.writeStartElement("ogc", "PropertyName", OGC);
    xml.writeCharacters(look.label());
    xml.writeEndElement();
    xml.writeEndElement();
    begin("Font");
    parameter("font-family", "Noto Sans CJK SC");
    parameter("font-size", number(FONT_SIZE));
    xml.writeEndElement();
    if (layer.geometry() == GeometryKind.LINE) {
      begin("LabelPlacement");
      begin("LinePlacement");
      xml.writeEndElement();
      xml.writeEndElement();
    }
    begin("Halo");
    symbology("Radius", "1.5");
    fill(new Colour("#ffffff", 1), 1);
    xml.writeEndElement();
    fill(look.stroke(), 1);
    xml.writeEndElement();
  }

  private void begin(String name) throws XMLStreamException {
    if (version == Version.V1_0 || name.equals("UserStyle")) {
      xml.writeStartElement(name);
    } else {
      xml.writeStartElement("se", name, SE);
    }
  }

  private void symbology(String name, String value) throws XMLStreamException {
    begin(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private void parameter(String name, String value) throws XMLStreamException {
    begin(version == Version.V1_0 ? "CssParameter" : "SvgParameter");
    xml.writeAttribute("name", name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  /** Without an exponent, which XML readers of doubles know and map servers may not. */
  private static String number(double value) {
    return BigDecimal.valueOf(Math.round(value * 1000))
        .movePointLeft(3)
        .stripTrailingZeros()
        .toPlainString();
  }
}
