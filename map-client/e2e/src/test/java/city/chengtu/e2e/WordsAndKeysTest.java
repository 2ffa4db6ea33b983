package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * One table of keys, one table of colours, one dictionary a language: what is shown is made from
 * them.
 */
class WordsAndKeysTest extends BrowserTest {
  @Test
  void theHelpSheetListsEveryShortcut() {
    try (Console console = openAs("operator1", "")) {
      console.press("?").find("dialog[open]").waitFor();
      Set<String> actions =
          strings(console, "(await import('/shortcuts.js')).SHORTCUTS.map(each => each.action)");
      assertThat(
              strings(
                  console,
                  "[...document.querySelectorAll('dialog [data-action]')].map(each =>"
                      + " each.dataset.action)"))
          .hasSizeGreaterThan(20)
          .isEqualTo(actions);
    }
  }

  private static Set<String> strings(Console console, String expression) {
    List<?> values = (List<?>) console.page().evaluate("async () => " + expression);
    return values.stream().map(String::valueOf).collect(Collectors.toSet());
  }

  @Test
  void singleKeysCanBeSwitchedOffAndKeysCanBeChanged() {
    try (Console console = openAs("operator1", "")) {
      console.press("?").find("dialog[open]").waitFor();
      console.find("dialog [data-action=drawer] button").click();
      console.press("x").press("Escape").press("x");
      console.find(".board").waitFor();
      console.press("x").press("?").find("dialog[open]").waitFor();
      console.find("dialog input[type=checkbox]").uncheck();
      console.press("Escape").press("n");
      assertThat(console.find(".intake").count()).isZero();
      console.assertQuiet();
    }
  }

  @Test
  void coloursOfMeaningStandOutInBothThemes() {
    for (String theme : List.of("dark", "light")) {
      try (Console console = open("?theme=" + theme)) {
        List<?> weak = (List<?>) console.page().evaluate(CONTRASTS);
        assertThat(weak).as(theme).isEmpty();
      }
    }
  }

  private static final String CONTRASTS =
      """
      async () => {
        const {LEVELS, FRESHNESS, PIPES, UNIT_STATES, colour} = await import('/status.js');
        const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        const luminance = hex => {
          const [r, g, b] = [1, 3, 5].map(i => channel(parseInt(hex.slice(i, i + 2), 16) / 255));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a, b) => {
          const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
          return (light + 0.05) / (dark + 0.05);
        };
        const wanted = [
          ...LEVELS.map(each => [each.token, '--panel', 4.5]),
          ...FRESHNESS.map(each => [each.token, '--panel', 4.5]),
          ...PIPES.map(each => [each.token, '--map', 3]),
          ...UNIT_STATES.map(each => [each.token, '--map', 3]),
          ['--text', '--panel', 4.5], ['--secondary', '--panel', 4.5], ['--secondary', '--raised', 4.5],
          ['--control-border', '--panel', 3], ['--on-button', '--button', 4.5],
        ];
        return wanted.map(([a, b, least]) => [a, b, contrast(colour(a), colour(b)), least])
          .filter(([, , found, least]) => !(found >= least)).map(row => row.join(' '));
      }\
      """;

  @Test
  void englishFitsWhereChineseDoes() {
    try (Console console = openAs("operator1", "?lang=en")) {
      KeyFlowTest.createIncident(console, uniqueNote());
      console.find(".recommendation .primary").waitFor();
      Object clipped =
          console
              .page()
              .evaluate(
                  "() => [...document.querySelectorAll('.bar, button, h2, h3')].filter(each =>"
                      + " each.offsetParent && each.scrollWidth > each.clientWidth + 1 &&"
                      + " !each.matches('.sr, .visually-hidden, .demo-account,"
                      + " .unit-row')).map(each => each.textContent.trim())");
      assertThat((List<?>) clipped).isEmpty();
    }
  }
}
