package city.chengtu.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of this module. */
@AnalyzeClasses(packages = "city.chengtu.samples", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule the_sample_knows_neither_server_nor_plans =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "city.chengtu.command..", "city.chengtu.plans..", "io.vertx..", "java.sql..");

  @ArchTest
  static final ArchRule only_the_simulator_speaks_over_the_network =
      noClasses()
          .that()
          .resideOutsideOfPackage("city.chengtu.samples.drive..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net..");

  @ArchTest
  static final ArchRule the_simulator_knows_the_city_only_through_the_server =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.samples.drive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("city.chengtu.samples.survey..", "city.chengtu.samples");

  @ArchTest
  static final ArchRule the_ground_plan_knows_no_layers =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.samples.ground..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("city.chengtu.gis..");

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("city.chengtu.samples.(**)").should().beFreeOfCycles();
}
