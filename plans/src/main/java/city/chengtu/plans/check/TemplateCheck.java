package city.chengtu.plans.check;

import city.chengtu.plans.model.Fact;
import city.chengtu.plans.model.Plan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables in templates are ones that the system, or the plan's own facts, can fill. */
final class TemplateCheck implements PlanCheck {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern BROKEN = Pattern.compile("\\$\\{[^}]*$");

  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    Set<String> known = new HashSet<>(around.vocabulary().variables());
    plan.facts().stream().map(Fact::id).map("fact."::concat).forEach(known::add);
    texts(plan).forEach((path, text) -> text(text, path, known, found));
  }

  /** True when a text of the plan asks for this variable. */
  static boolean mentions(Plan plan, String variable) {
    return texts(plan).values().stream().anyMatch(text -> text.contains("${" + variable + "}"));
  }

  private static Map<String, String> texts(Plan plan) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < plan.tasks().size(); i++) {
      texts.put("tasks[%d].instruction".formatted(i), plan.tasks().get(i).instruction());
    }
    for (int i = 0; i < plan.messages().size(); i++) {
      texts.put("messages[%d].text".formatted(i), plan.messages().get(i).text());
    }
    for (int i = 0; i < plan.documents().size(); i++) {
      texts.put("documents[%d].text".formatted(i), plan.documents().get(i).text());
    }
    return texts;
  }

  private static void text(String text, String path, Set<String> known, Consumer<Finding> found) {
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      if (!known.contains(variable.group(1))) {
        found.accept(
            Finding.error(
                "unknown-variable",
                path,
                "未知的变量：" + variable.group(),
                "unknown variable: " + variable.group()));
      }
    }
    if (BROKEN.matcher(text).find()) {
      found.accept(
          Finding.error("broken-variable", path, "变量没有右括号", "a variable has no closing brace"));
    }
  }
}
