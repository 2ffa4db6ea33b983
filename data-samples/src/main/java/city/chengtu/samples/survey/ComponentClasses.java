package city.chengtu.samples.survey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The component classes used here: names from the reference list, departments from the sample's own
 * list.
 */
final class ComponentClasses {

  /**
   * @param code 4 digits: major and minor (scheme CJT214)
   * @param managed code of the department in charge (主管部门)
   * @param owned code of the owner (权属单位)
   * @param maintained code of the maintainer (养护单位)
   * @param placed where such things stand (安放位置)
   */
  record ComponentClass(
      String code, String name, Dept managed, Dept owned, Dept maintained, String placed) {}

  /** A department as components name it. */
  record Dept(String code, String name) {}

  private final Map<String, ComponentClass> classes = new HashMap<>();

  ComponentClasses() {
    Map<String, String> names = new HashMap<>();
    for (JsonNode kind : SampleData.read("/reference/cjt214.yaml").path("kinds")) {
      if ("component".equals(kind.path("kind").asText())) {
        kind.findValues("minors").forEach(minors -> addNames(names, minors));
      }
    }
    Map<String, Dept> depts = new HashMap<>();
    for (JsonNode item : SampleData.read("city/organisations.yaml").path("organisations")) {
      String code = item.path("number").asText();
      depts.put(code, new Dept(code, item.path("zh").asText()));
    }
    for (JsonNode item : SampleData.read("city/components.yaml").path("components")) {
      String code = item.path("class").asText();
      classes.put(
          code,
          new ComponentClass(
              code,
              known(names, code),
              known(depts, item.path("managed").asText()),
              known(depts, item.path("owned").asText()),
              known(depts, item.path("maintained").asText()),
              item.path("placed").asText()));
    }
  }

  private static void addNames(Map<String, String> names, JsonNode minors) {
    for (JsonNode minor : minors) {
      names.put(minor.path("code").asText(), minor.path("zh").asText());
    }
  }

  private static <T> T known(Map<String, T> map, String code) {
    T value = map.get(code);
    if (value == null) {
      throw new IllegalStateException("city/components.yaml names the unknown code '" + code + "'");
    }
    return value;
  }

  ComponentClass get(String code) {
    return known(classes, code);
  }
}
