package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every panel, in the language that the tasks are not done in on that store; and all by keys. */
class PlannerPanelsTest extends PlannerTest {
  /** Words that do not fit, and those of the other language; names that come from data excepted. */
  private static final String FAULTS =
      """
      language => {
        const shown = [...document.querySelectorAll('.right, .drawer, .left')].flatMap(part =>
          [...part.querySelectorAll('button, label, legend, h2, h3, th, p, summary, option')]).filter(each => each.offsetParent || each.matches('option'));
        const own = each => [...each.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join(' ').trim();
        const data = '.layer-list, .load-row, .saved-question, .version-list, .edit-set-row, .edit-sets, .result-table td, .result-table tbody th, .info-card, .here-place, .here-layer, datalist, code, #edit-set, .secondary, .notice-row';
        const strange = language === 'en' ? /\\p{Script=Han}/u : /[A-Za-z]{3,} [A-Za-z]{3,}/;
        const found = shown.filter(each => !each.closest(data) && strange.test(own(each))).map(each => 'other language: ' + own(each));
        const cut = shown.filter(each => each.matches('button, h2, h3, legend') && !each.closest(data) && !each.matches('.drawn-name, .visually-hidden')
          && each.scrollWidth > each.clientWidth + 1).map(each => 'does not fit: ' + each.textContent.trim());
        const wide = [...document.querySelectorAll('.tool-panel')].filter(each => each.scrollWidth > each.clientWidth + 1).map(each => 'panel too wide: ' + each.id);
        return [...found, ...cut, ...wide];
      }
      """;

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Setting.class,
      names = {"EMBEDDED_EN", "POSTGIS_ZH"})
  void everyPanelFitsAndSpeaksOneLanguage(Setting setting) {
    try (Console console = planner(setting, "&layers=water,poi,roads&active=roads")) {
      List<String> faults = new ArrayList<>();
      for (String tab : tabs(console)) {
        console.find("#" + tab).click();
        settled(console, tab);
        AccessibilityTest.assertAccessible(console, tab + " " + setting, "#" + panelOf(tab));
        Object found = console.page().evaluate(FAULTS, setting.language());
        ((List<?>) found).forEach(each -> faults.add(tab + ": " + each));
      }
      assertThat(faults).isEmpty();
      assertThat((List<?>) console.page().evaluate(FAULTS, setting.say("en", "zh")))
          .as("the check finds what is not in this language")
          .isNotEmpty();
      console.assertQuiet();
    }
  }

  private static List<String> tabs(Console console) {
    List<?> ids =
        (List<?>)
            console
                .page()
                .evaluate(
                    "() => [...document.querySelectorAll('.tool-tabs [role=tab]')].map(each =>"
                        + " each.id)");
    assertThat(ids).as("tools of the planner").hasSizeGreaterThan(11);
    return ids.stream().map(String::valueOf).toList();
  }

  private static String panelOf(String tab) {
    return tab.replaceFirst("tab-", "tool-");
  }

  private static void settled(Console console, String tab) {
    console.find("#" + panelOf(tab) + " > *").first().waitFor();
    console
        .find("#" + panelOf(tab) + " .skeleton")
        .first()
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
  }

  /** Arrows walk the tabs, Tab goes into the open panel, Shift and Tab back. */
  @PlannerTask
  void everyToolIsReachedByKeys(Setting setting) {
    try (Console console = planner(setting, "&layers=water,poi,roads")) {
      List<String> tabs = tabs(console).stream().filter(tab -> right(console, tab)).toList();
      console.find("#" + tabs.get(0)).focus();
      for (int i = 0; i < tabs.size(); i++) {
        String tab = tabs.get((i + 1) % tabs.size());
        console.press("ArrowRight");
        settled(console, tab);
        assertThat(active(console)).isEqualTo(tab);
        if (console.find("#" + panelOf(tab) + " :is(button, input, select):enabled").count() > 0) {
          console.press("Tab");
          assertThat(within(console, panelOf(tab))).as("Tab goes into " + tab).isTrue();
          console.press("Shift+Tab");
          assertThat(active(console)).as("and back from it").isEqualTo(tab);
        }
      }
      console.assertQuiet();
    }
  }

  private static boolean right(Console console, String tab) {
    return console.find(".right #" + tab).count() == 1;
  }

  private static String active(Console console) {
    return (String) console.page().evaluate("document.activeElement.id");
  }

  private static boolean within(Console console, String panel) {
    return (Boolean)
        console
            .page()
            .evaluate("id => document.getElementById(id).contains(document.activeElement)", panel);
  }
}
