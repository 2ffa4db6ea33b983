package city.chengtu.command.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML of strangers: nothing outside the document is read, and a document that declares entities is
 * refused. A DOCTYPE alone is taken, since WMS 1.1.1 demands one. Elements are found by their local
 * names: old servers use no namespaces, new ones several.
 */
final class ForeignXml {
  private ForeignXml() {}

  /**
   * @throws IOException when it is not XML, or none that may be read
   */
  static Element root(byte[] bytes) throws IOException {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      builder.setEntityResolver(
          (publicId, systemId) -> new InputSource(new ByteArrayInputStream(new byte[0])));
      Document document = builder.parse(new ByteArrayInputStream(bytes));
      if (document.getDoctype() != null && document.getDoctype().getInternalSubset() != null) {
        throw new IOException("the document declares its own entities or elements");
      }
      return document.getDocumentElement();
    } catch (SAXException e) {
      throw new IOException("not XML: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform has this parser", e);
    }
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    // The JDK's own, whatever else lies on the class path: its limits are known.
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory;
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  /** Elements at the end of this way, each step a local name. */
  static Stream<Element> all(Element parent, String... way) {
    Stream<Element> found = Stream.of(parent);
    for (String step : way) {
      found = found.flatMap(e -> children(e, step).stream());
    }
    return found;
  }

  static Optional<Element> first(Element parent, String... way) {
    return all(parent, way).findFirst();
  }

  /** The text at the end of this way; empty when there is none. */
  static String text(Element parent, String... way) {
    return first(parent, way).map(e -> e.getTextContent().strip()).orElse("");
  }

  static List<String> texts(Element parent, String... way) {
    return all(parent, way).map(e -> e.getTextContent().strip()).toList();
  }

  /**
   * @throws IOException when the attribute is no number
   */
  static double number(Element element, String attribute) throws IOException {
    return number(element.getAttribute(attribute));
  }

  static double number(String text) throws IOException {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IOException("not a number: '" + shortened(text) + "'", e);
    }
    throw new IOException("not a number: '" + shortened(text) + "'");
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
