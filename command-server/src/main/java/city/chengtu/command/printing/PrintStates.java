package city.chengtu.command.printing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;

/** Opacities and switchable layers of a page, by the names its content calls them. */
final class PrintStates {
  private final Map<Integer, String> opacities = new LinkedHashMap<>();
  private final Map<String, PDOptionalContentGroup> layers = new LinkedHashMap<>();

  /** Name of the state for an opacity, to the hundredth. */
  String opacity(double value) {
    int hundredths = (int) Math.round(value * 100);
    return opacities.computeIfAbsent(hundredths, h -> "A" + h);
  }

  /** Name of a layer that a reader of the PDF can switch off. */
  String layer(String title) {
    String name = "L" + layers.size();
    layers.put(name, new PDOptionalContentGroup(title));
    return name;
  }

  void into(COSDictionary resources, PDDocument document) {
    COSDictionary graphics = new COSDictionary();
    opacities.forEach(
        (hundredths, name) -> {
          COSDictionary state = new COSDictionary();
          COSFloat value = new COSFloat(hundredths / 100f);
          state.setItem(COSName.TYPE, COSName.EXT_G_STATE);
          state.setItem(COSName.CA, value);
          state.setItem(COSName.CA_NS, value);
          graphics.setItem(name, state);
        });
    resources.setItem(COSName.EXT_G_STATE, graphics);
    PDOptionalContentProperties properties = new PDOptionalContentProperties();
    COSDictionary named = new COSDictionary();
    layers.forEach(
        (name, group) -> {
          properties.addGroup(group);
          named.setItem(name, group.getCOSObject());
        });
    resources.setItem(COSName.PROPERTIES, named);
    document.getDocumentCatalog().setOCProperties(properties);
  }
}
