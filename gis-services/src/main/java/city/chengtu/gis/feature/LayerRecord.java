package city.chengtu.gis.feature;

import java.util.List;
import java.util.Objects;

/**
 * What the catalogue says of a layer beside its definition: the parts of the resource catalogue
 * 资源目录 that people write (core metadata after GB/T 21063.3, sharing after the national rules for
 * government data). Never null inside; an empty text says nothing is known.
 *
 * @param summary what the layer holds, for people who look for it
 * @param contact whom to ask, as an office: no personal data
 * @param shareCondition on what conditions a conditional layer is shared 共享条件
 * @param open to the public 向社会开放
 * @param openCondition on what conditions it is open
 * @param resourceCode code in the city's resource catalogue 资源代码
 * @param required names of fields that every feature must fill; quality figures count the others
 */
public record LayerRecord(
    Text summary,
    String contact,
    String shareCondition,
    boolean open,
    String openCondition,
    UpdateCycle updateCycle,
    SecurityMark securityMark,
    ResourceKind resourceKind,
    String resourceCode,
    List<String> required,
    Status status) {
  /** How often the owner delivers 更新周期. */
  public enum UpdateCycle {
    REAL_TIME,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    AS_NEEDED
  }

  /** Class of the data after the Data Security Law: 一般, 重要, 核心. */
  public enum SecurityMark {
    GENERAL,
    IMPORTANT,
    CORE
  }

  /** 基础信息, 主题信息, 部门信息. */
  public enum ResourceKind {
    BASE,
    THEME,
    DEPARTMENT
  }

  /** Where the layer is in its life. */
  public enum Status {
    DRAFT,
    PUBLISHED,
    RETIRED
  }

  /** Of a layer of which nobody has written anything. */
  public static final LayerRecord EMPTY =
      new LayerRecord(
          new Text("", ""),
          "",
          "",
          false,
          "",
          UpdateCycle.AS_NEEDED,
          SecurityMark.GENERAL,
          ResourceKind.DEPARTMENT,
          "",
          List.of(),
          Status.PUBLISHED);

  public LayerRecord {
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(contact, "contact");
    Objects.requireNonNull(shareCondition, "shareCondition");
    Objects.requireNonNull(openCondition, "openCondition");
    Objects.requireNonNull(updateCycle, "updateCycle");
    Objects.requireNonNull(securityMark, "securityMark");
    Objects.requireNonNull(resourceKind, "resourceKind");
    Objects.requireNonNull(resourceCode, "resourceCode");
    Objects.requireNonNull(status, "status");
    required = List.copyOf(required);
  }
}
