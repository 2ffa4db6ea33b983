package city.chengtu.plans.read;

import city.chengtu.plans.check.Finding;
import city.chengtu.plans.check.PlanChecker;
import city.chengtu.plans.check.Severity;
import city.chengtu.plans.check.Vocabulary;
import city.chengtu.plans.model.Directory;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plans that can be used, and everything that is wrong with the others. A bad file never stops
 * the good ones: it is left out and named in {@link #findings()}. Immutable; load again to see
 * changed files.
 */
public final class PlanLibrary {
  /** The one file of a library that is no plan. */
  public static final String DIRECTORY = "directory.yaml";

  private final Directory directory;
  private final List<Plan> plans;
  private final List<Finding> findings;

  private PlanLibrary(Directory directory, List<Plan> plans, List<Finding> findings) {
    this.directory = directory;
    this.plans = List.copyOf(plans);
    this.findings = List.copyOf(findings);
  }

  /** The plans that come with the product, checked against the words this system knows. */
  public static PlanLibrary load(Vocabulary vocabulary) {
    return load(PlanSource.builtIn(), vocabulary, ReadLimits.DEFAULT);
  }

  /** Reads and checks these files; one of them is {@code directory.yaml}. */
  public static PlanLibrary load(
      Collection<PlanSource> sources, Vocabulary vocabulary, ReadLimits limits) {
    return new Loader(vocabulary, limits).load(sources);
  }

  public Directory directory() {
    return directory;
  }

  /** Every usable plan, all versions, in the order of the file names. */
  public List<Plan> plans() {
    return plans;
  }

  /** The newest version of a plan, if there is a usable one. */
  public Optional<Plan> find(String id) {
    return plans.stream()
        .filter(p -> p.id().equals(id))
        .max(Comparator.comparingInt(Plan::version));
  }

  /** Errors (their plan is not in {@link #plans()}) and warnings, file by file. */
  public List<Finding> findings() {
    return findings;
  }

  private static final class Loader {
    private final Vocabulary vocabulary;
    private final ReadLimits limits;
    private final List<Plan> plans = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> fileOfVersion = new HashMap<>();

    Loader(Vocabulary vocabulary, ReadLimits limits) {
      this.vocabulary = vocabulary;
      this.limits = limits;
    }

    PlanLibrary load(Collection<PlanSource> sources) {
      Directory directory = directory(sources);
      sources.stream()
          .filter(s -> !s.name().equals(DIRECTORY))
          .forEach(source -> loadPlan(source, new PlanChecker(vocabulary, directory)));
      return new PlanLibrary(directory, plans, findings);
    }

    private Directory directory(Collection<PlanSource> sources) {
      Optional<PlanSource> source =
          sources.stream().filter(s -> s.name().equals(DIRECTORY)).findFirst();
      if (source.isEmpty()) {
        findings.add(
            new Finding(
                "no-directory",
                Severity.ERROR,
                DIRECTORY,
                0,
                "",
                new Text("缺少单位名录 " + DIRECTORY, "the directory of organisations is missing")));
        return new Directory(List.of());
      }
      Problems problems = new Problems(DIRECTORY);
      Optional<Directory> directory =
          YamlDocument.parse(source.get().text(), limits, problems)
              .flatMap(new DirectoryReader(problems)::read);
      findings.addAll(problems.findings());
      return directory.orElse(new Directory(List.of()));
    }

    private void loadPlan(PlanSource source, PlanChecker checker) {
      Problems problems = new Problems(source.name());
      Optional<Plan> plan =
          YamlDocument.parse(source.text(), limits, problems)
              .flatMap(new PlanReader(problems)::read);
      findings.addAll(problems.findings());
      plan.ifPresent(p -> take(p, source.name(), checker, problems.lines()));
    }

    private void take(Plan plan, String file, PlanChecker checker, Map<String, Integer> lines) {
      List<Finding> found = new ArrayList<>(checker.check(plan));
      String version = plan.id() + " " + plan.version();
      String other = fileOfVersion.putIfAbsent(version, file);
      if (other != null) {
        found.add(
            new Finding(
                "duplicate-plan",
                Severity.ERROR,
                file,
                0,
                "version",
                new Text("与 " + other + " 的预案标识和版本相同", "same plan id and version as in " + other)));
      }
      found.forEach(f -> findings.add(f.at(file, lineOf(f.path(), lines))));
      if (found.stream().noneMatch(Finding::isError)) {
        plans.add(plan);
      }
    }

    /** The line of the path, or of the nearest thing around it that stands in the file. */
    private static int lineOf(String path, Map<String, Integer> lines) {
      String place = path;
      while (!lines.containsKey(place) && !place.isEmpty()) {
        place =
            place.substring(
                0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
      }
      return lines.getOrDefault(place, 0);
    }
  }
}
