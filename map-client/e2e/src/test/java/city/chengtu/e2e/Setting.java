package city.chengtu.e2e;

import city.chengtu.e2e.TestServer.Store;

/**
 * On which store and in which language a task is done. Every planner task is done in the first two,
 * so that both stores and both languages are seen; every panel is looked at in the other two.
 */
enum Setting {
  EMBEDDED_ZH(Store.EMBEDDED, "zh", "dark"),
  POSTGIS_EN(Store.POSTGIS, "en", "light"),
  EMBEDDED_EN(Store.EMBEDDED, "en", "dark"),
  POSTGIS_ZH(Store.POSTGIS, "zh", "light");

  private final Store store;
  private final String language;
  private final String theme;

  Setting(Store store, String language, String theme) {
    this.store = store;
    this.language = language;
    this.theme = theme;
  }

  /** Of the server on this store; the test is skipped where there is none. */
  String address() {
    return TestServer.address(store);
  }

  String language() {
    return language;
  }

  /** The query of an address: the planner in this language, and more such as "&tool=edit". */
  String planner(String more) {
    return "?workspace=planner&lang=" + language + "&theme=" + theme + more;
  }

  /** What it is called in this language. */
  String say(String zh, String en) {
    return language.equals("zh") ? zh : en;
  }
}
