package city.chengtu.command.ogc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Pages for people: plain HTML that needs no script and fits the strict content security policy.
 * Everything that comes from data is escaped here.
 */
final class Html {
  private final StringBuilder out = new StringBuilder(4_096);

  /** A page's frame down to its heading. */
  static Html page(OgcRequest request, String title, List<Link> trail) {
    Html html = new Html();
    Language language = request.language();
    html.out
        .append("<!doctype html>\n<html lang=\"")
        .append(language.tag())
        .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    html.text(title);
    html.out.append(" – ").append(language.say("城图", "Chengtu")).append("</title>\n");
    html.out.append("<link rel=\"stylesheet\" href=\"");
    html.text(request.base() + "/style.css");
    // Named, or browsers ask for one that is not there.
    html.out.append("\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
    html.text(request.base().replaceFirst("/ogc$", "/icons/chengtu.svg"));
    html.out.append("\">\n</head>\n<body>\n<header>\n<nav aria-label=\"");
    html.text(language.say("位置", "You are here"));
    html.out.append("\">\n<ol>\n");
    for (Link link : trail) {
      html.out.append("<li>");
      html.link(link.href(), link.title());
      html.out.append("</li>\n");
    }
    html.out.append("</ol>\n</nav>\n<p>");
    Language other = language == Language.ZH ? Language.EN : Language.ZH;
    html.out.append("<a hreflang=\"").append(other.tag()).append("\" lang=\"").append(other.tag());
    html.out.append("\" href=\"");
    html.text(request.self(Map.of("lang", other.code(), "f", "html")));
    html.out.append("\">").append(other.say("中文", "English")).append("</a> · ");
    html.link(request.self(Map.of("f", "json")), "JSON");
    html.out.append("</p>\n</header>\n<main>\n<h1>");
    html.text(title);
    html.out.append("</h1>\n");
    return html;
  }

  Html paragraph(String text) {
    out.append("<p>");
    text(text);
    out.append("</p>\n");
    return this;
  }

  Html heading(String text) {
    out.append("<h2>");
    text(text);
    out.append("</h2>\n");
    return this;
  }

  Html links(List<Link> links) {
    out.append("<ul>\n");
    for (Link link : links) {
      out.append("<li>");
      link(link.href(), link.title());
      out.append("</li>\n");
    }
    out.append("</ul>\n");
    return this;
  }

  /** A table with a heading for each column. */
  Html beginTable(String caption, List<String> columns) {
    out.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    text(caption);
    out.append("\">\n<table>\n<caption>");
    text(caption);
    out.append("</caption>\n<thead><tr>");
    for (String column : columns) {
      out.append("<th scope=\"col\">");
      text(column);
      out.append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    return this;
  }

  /**
   * @param address where the first cell leads; null for nowhere
   */
  Html row(String address, List<String> cells) {
    out.append("<tr><th scope=\"row\">");
    if (address == null) {
      text(cells.get(0));
    } else {
      link(address, cells.get(0));
    }
    out.append("</th>");
    for (String cell : cells.subList(1, cells.size())) {
      out.append("<td>");
      text(cell);
      out.append("</td>");
    }
    out.append("</tr>\n");
    return this;
  }

  Html endTable() {
    out.append("</tbody>\n</table>\n</div>\n");
    return this;
  }

  /** All of a document, for what has no better form. */
  Html document(Object json) {
    if (json instanceof JsonObject object) {
      out.append("<dl>\n");
      for (Map.Entry<String, Object> entry : object) {
        out.append("<dt>");
        text(entry.getKey());
        out.append("</dt><dd>");
        document(entry.getValue());
        out.append("</dd>\n");
      }
      out.append("</dl>\n");
    } else if (json instanceof JsonArray array) {
      out.append("<ul>\n");
      array.forEach(
          item -> {
            out.append("<li>");
            document(item);
            out.append("</li>\n");
          });
      out.append("</ul>\n");
    } else {
      text(String.valueOf(json));
    }
    return this;
  }

  private void link(String href, String title) {
    out.append("<a href=\"");
    text(href);
    out.append("\">");
    text(title);
    out.append("</a>");
  }

  /** The page's end. */
  String end() {
    out.append("</main>\n</body>\n</html>\n");
    return taken();
  }

  /** What has been written since it was last taken. */
  String taken() {
    String written = out.toString();
    out.setLength(0);
    return written;
  }

  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
