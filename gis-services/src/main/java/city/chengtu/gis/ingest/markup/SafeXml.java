package city.chengtu.gis.ingest.markup;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A pull parser for files from strangers: a document type, and with it any entity, ends the
 * reading, as does nesting or text beyond the limits.
 */
public final class SafeXml implements AutoCloseable {
  private static final XMLInputFactory FACTORY = factory();

  private final InputStream in;
  private final XMLStreamReader xml;
  private final String name;
  private final SourceLimits limits;
  private int depth;

  private SafeXml(InputStream in, XMLStreamReader xml, String name, SourceLimits limits) {
    this.in = in;
    this.xml = xml;
    this.name = name;
    this.limits = limits;
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever else lies on the class path: its limits are known.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  public static SafeXml open(Content content, SourceLimits limits) throws IOException {
    InputStream in = content.open();
    try {
      return new SafeXml(in, FACTORY.createXMLStreamReader(in), content.name(), limits);
    } catch (XMLStreamException e) {
      in.close();
      throw new SourceException(content.name() + ": not XML: " + e.getMessage(), e);
    }
  }

  /** The next event's kind, of {@link XMLStreamConstants}; END_DOCUMENT at the end. */
  public int next() throws IOException {
    try {
      if (!xml.hasNext()) {
        return XMLStreamConstants.END_DOCUMENT;
      }
      int event = xml.next();
      switch (event) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new SourceException(
                name
                    + ": has a document type or entities at "
                    + place()
                    + "; such files are not read");
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > limits.depth()) {
            throw new SourceException(
                name + ": elements are nested deeper than " + limits.depth() + " at " + place());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {
          // text and the like
        }
      }
      return event;
    } catch (XMLStreamException e) {
      throw new SourceException(
          name
              + ": not well-formed XML at "
              + place()
              + ": "
              + e.getMessage().replaceAll("\\s+", " "),
          e);
    }
  }

  /** The element's name without prefix. */
  public String element() {
    return xml.getLocalName();
  }

  /** True at the beginning or end of an element of this name. */
  public boolean isElement(int event, String wanted) {
    boolean edge =
        event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT;
    return edge && xml.getLocalName().equals(wanted);
  }

  /**
   * The attribute "id" of Office's relationships, whatever its prefix; null when it is not there.
   */
  public String relation() {
    return xml.getAttributeValue(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id");
  }

  /** The attribute "id", or "fid" of old GML, whatever its prefix; null when it is not there. */
  String identity() {
    String found = null;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String local = xml.getAttributeLocalName(i);
      if (local.equals("fid") || (local.equals("id") && found == null)) {
        found = xml.getAttributeValue(i);
      }
    }
    return found;
  }

  /** How many elements are open: 1 within the root. */
  int depth() {
    return depth;
  }

  /**
   * Goes on to the next element within the open one of this depth.
   *
   * @return false when that one has ended
   */
  boolean within(int open) throws IOException {
    while (true) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT && depth < open) {
        return false;
      }
      if (event == XMLStreamConstants.END_DOCUMENT) {
        throw new SourceException(name + ": ends within an element");
      }
    }
  }

  /** Reads over the rest of the open element of this depth. */
  void leave(int open) throws IOException {
    boolean inside = depth >= open;
    while (inside) {
      inside = within(open);
    }
  }

  /** Null when it is not there. */
  public String attribute(String attribute) {
    return xml.getAttributeValue(null, attribute);
  }

  /**
   * The text within the element just begun, elements within it left out; stands at its end then.
   */
  public String text() throws IOException {
    return text(() -> leave(depth));
  }

  /** Reads an element within another, from its beginning to its end. */
  interface Inner {
    void read() throws IOException;
  }

  /** As {@link #text()}; each element within is given away. */
  String text(Inner inner) throws IOException {
    StringBuilder text = new StringBuilder();
    int open = depth;
    while (depth >= open) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> inner.read();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case XMLStreamConstants.END_DOCUMENT ->
            throw new SourceException(name + ": ends within an element");
        default -> {
          // comments, and the end
        }
      }
      if (text.length() > limits.rowBytes()) {
        throw new SourceException(
            name + ": one text is longer than " + limits.rowBytes() + " at " + place());
      }
    }
    return text.toString().strip();
  }

  public String place() {
    return "line "
        + xml.getLocation().getLineNumber()
        + ", column "
        + xml.getLocation().getColumnNumber();
  }

  @Override
  public void close() throws IOException {
    try (in) {
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("closing " + name + ": " + e.getMessage(), e);
    }
  }
}
