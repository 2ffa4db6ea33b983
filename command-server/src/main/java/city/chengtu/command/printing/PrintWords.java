package city.chengtu.command.printing;

import city.chengtu.gis.feature.Text;

/** The words of a printed page in one language; %s and %d as in {@link String#format}. */
record PrintWords(
    boolean english,
    String untitled,
    String legend,
    String scale,
    String projection,
    String datum,
    String moment,
    String printed,
    String approval,
    String noApproval,
    String trueNorth,
    String tooMany,
    String tooLarge,
    String liveLeftOut,
    String unanswered,
    String pictureLeftOut,
    String moreLegend,
    String kilometres,
    String metres) {
  static final PrintWords ZH =
      new PrintWords(
          false,
          "专题地图",
          "图例",
          "比例尺 1:%s（图幅中心为真，图边每千米相差不超过 %.1f 毫米）",
          "投影：高斯-克吕格 3 度带，中央经线 %d°E（%s），中心长度比 %.7f 已改正",
          "坐标系：CGCS2000（2000 国家大地坐标系）",
          "数据时刻：%s",
          "制图：%s",
          "审图号：%s",
          "无审图号：仅供内部使用，不得公开",
          "真北",
          "【未绘全】图层“%s”要素过多，只绘出前 %d 个",
          "【未绘全】图面内容过多，图层“%s”及其上方各层没有绘出或没有绘全",
          "【未绘出】实时图层“%s”没有过去时刻的数据",
          "【未绘出】外部图层“%s”的服务没有及时应答",
          "【未绘出】外部图层“%s”没有过去时刻的图片",
          "图例另有 %d 项未列出",
          "千米",
          "米");
  static final PrintWords EN =
      new PrintWords(
          true,
          "Thematic map",
          "Legend",
          "Scale 1:%s (true at the centre; at the sides at most %.1f mm in a kilometre off)",
          "Projection: Gauss-Krüger, 3 degree zone, central meridian %d°E (%s), centre's scale"
              + " factor %.7f taken out",
          "Datum: CGCS2000 (China Geodetic Coordinate System 2000)",
          "Data as of: %s",
          "Made by: %s",
          "Map approval number: %s",
          "No map approval number: for internal use only, not to be published",
          "True north",
          "[INCOMPLETE] layer “%s” has too many features: only the first %d are drawn",
          "[INCOMPLETE] too much for one sheet: layer “%s” and those above it are not drawn, or not"
              + " all of them",
          "[NOT DRAWN] the live layer “%s” has no past",
          "[NOT DRAWN] the server of the foreign layer “%s” did not answer in time",
          "[NOT DRAWN] there are no past pictures of the foreign layer “%s”",
          "%d more rows of the legend are not listed",
          "km",
          "m");

  String title(Text text) {
    String wanted = english ? text.en() : text.zh();
    String other = english ? text.zh() : text.en();
    return wanted == null || wanted.isBlank() ? other : wanted;
  }
}
