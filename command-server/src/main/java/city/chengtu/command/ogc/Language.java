package city.chengtu.command.ogc;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.Text;
import java.util.List;
import java.util.Locale;

/** Chinese or English: by the parameter {@code lang}, else by {@code Accept-Language}. */
enum Language {
  ZH,
  EN;

  private static final List<Locale> OFFERED = List.of(Locale.CHINESE, Locale.ENGLISH);

  /**
   * @param lang the parameter's value; null when there is none
   * @param accepted the header's value; null when there is none
   */
  static Language of(String lang, String accepted) {
    if (lang != null) {
      return switch (lang) {
        case "zh" -> ZH;
        case "en" -> EN;
        default -> throw Refusal.invalid("lang", "unknown-language", "lang must be zh or en");
      };
    }
    try {
      Locale best =
          accepted == null ? null : Locale.lookup(Locale.LanguageRange.parse(accepted), OFFERED);
      return Locale.ENGLISH.equals(best) ? EN : ZH;
    } catch (IllegalArgumentException e) {
      return ZH; // a header that cannot be read wishes nothing
    }
  }

  String say(String zh, String en) {
    return this == ZH ? zh : en;
  }

  String say(Text text) {
    return this == ZH ? text.zh() : text.en();
  }

  /** As {@code lang} has it. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As HTML and {@code Content-Language} have it. */
  String tag() {
    return this == ZH ? "zh-CN" : "en";
  }
}
