package city.chengtu.command.foreign;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes small XML documents; names may carry a prefix. */
final class DoorXml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter xml;

  DoorXml() {
    try {
      xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      xml.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  /** Opens an element; attributes are name and value in turn. */
  DoorXml open(String name, String... attributes) {
    try {
      xml.writeStartElement(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  DoorXml empty(String name, String... attributes) {
    try {
      xml.writeEmptyElement(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }

  DoorXml text(String name, String text, String... attributes) {
    open(name, attributes);
    try {
      // What XML 1.0 cannot hold is left out.
      xml.writeCharacters(text.replaceAll("[^\\t\\n\\r\\x20-\\uFFFD\\x{10000}-\\x{10FFFF}]", ""));
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return close();
  }

  DoorXml close() {
    try {
      xml.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  Buffer end() {
    try {
      xml.writeEndDocument();
      xml.close();
      return Buffer.buffer(bytes.toByteArray());
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }
}
