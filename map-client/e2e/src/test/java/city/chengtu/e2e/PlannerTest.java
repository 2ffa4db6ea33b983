package city.chengtu.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.function.Consumer;

/** Opens the planner where a task is done. */
abstract class PlannerTest extends BrowserTest {
  /** For what the server takes its time for. */
  static final LocatorAssertions.ContainsTextOptions PATIENT =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  /**
   * @param more of the address, such as "&tool=edit"
   */
  Console planner(Setting setting, String more) {
    return planner(setting, more, "planner");
  }

  Console planner(Setting setting, String more, String account) {
    return planner(setting, more, account, page -> {});
  }

  Console planner(Setting setting, String more, String account, Consumer<Page> prepare) {
    Console console =
        Console.openAs(
            TestBrowser.get(), setting.address(), setting.planner(more), account, prepare);
    console.find(".console.planner .leaflet-container").waitFor();
    console.find(".layer-tree [role=treeitem]").first().waitFor();
    return console;
  }

  /** What the page calls something, in its language, by the key of the dictionaries. */
  static String word(Console console, String key) {
    return (String)
        console.page().evaluate("async key => (await import('/i18n/index.js')).t(key)", key);
  }

  /** Waits for what the page shows nowhere. */
  static void until(Console console, String expression) {
    for (int i = 0; i < 200; i++) {
      if (Boolean.TRUE.equals(console.page().evaluate("() => " + expression))) {
        return;
      }
      console.page().waitForTimeout(100);
    }
    throw new AssertionError("never: " + expression);
  }
}
