package city.chengtu.plans;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of this module. */
@AnalyzeClasses(packages = "city.chengtu.plans", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule plans_know_only_the_jdk_and_yaml =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "city.chengtu.plans..",
              "org.yaml.snakeyaml..",
              "java.io..",
              "java.lang..",
              "java.math..",
              "java.net..",
              "java.nio..",
              "java.time..",
              "java.util..")
          .because("plans are a library: no database, no server, no maps");

  @ArchTest
  static final ArchRule only_the_reader_knows_yaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("city.chengtu.plans.read..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule the_model_knows_nobody =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.plans.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "city.chengtu.plans.read..",
              "city.chengtu.plans.check..",
              "city.chengtu.plans.match..");

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("city.chengtu.plans.(*)..").should().beFreeOfCycles();
}
