package city.chengtu.command.printing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Pictures of a page, by the names its content calls them. */
final class PrintImages {
  private final Map<String, BufferedImage> images = new LinkedHashMap<>();

  String add(BufferedImage image) {
    String name = "I" + images.size();
    images.put(name, image);
    return name;
  }

  void into(COSDictionary resources, PDDocument document) throws IOException {
    COSDictionary named = new COSDictionary();
    for (Map.Entry<String, BufferedImage> each : images.entrySet()) {
      named.setItem(
          COSName.getPDFName(each.getKey()),
          LosslessFactory.createFromImage(document, each.getValue()).getCOSObject());
    }
    resources.setItem(COSName.XOBJECT, named);
  }
}
