package city.chengtu.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.NetClient;
import java.net.URLConnection;

/** The walls of the house (docs/architecture.md). Each rule reads as a sentence. */
@AnalyzeClasses(
    packages = "city.chengtu",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** The other modules' test classes come in a jar once they are packaged. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] DOMAIN = {
    "city.chengtu.command.incidents..",
    "city.chengtu.command.dispatch..",
    "city.chengtu.command.cases..",
    "city.chengtu.command.access.."
  };

  @ArchTest
  static final ArchRule librariesKnowNothingOfTheServer =
      noClasses()
          .that()
          .resideInAnyPackage(
              "city.chengtu.gis..", "city.chengtu.plans..", "city.chengtu.samples..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("city.chengtu.command..");

  @ArchTest
  static final ArchRule gisKnowsNothingOfPlans =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.gis..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("city.chengtu.plans..");

  @ArchTest
  static final ArchRule plansKnowNothingOfGis =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.plans..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("city.chengtu.gis..");

  @ArchTest
  static final ArchRule librariesHaveNoHttpAndNoVertx =
      noClasses()
          .that()
          .resideInAnyPackage("city.chengtu.gis..", "city.chengtu.plans..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "java.net.http..", "com.hazelcast..");

  @ArchTest
  static final ArchRule plansHaveNoDatabase =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.plans..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("city.chengtu.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theSampleCityIsKnownToTheCompositionRootOnly =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.command..")
          .and()
          .resideOutsideOfPackage("city.chengtu.command.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("city.chengtu.samples..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage("city.chengtu.command.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("city.chengtu.command.server..");

  /** SSRF: one guard for every URL; only the command line's own tools talk past it. */
  @ArchTest
  static final ArchRule theServerAsksOthersThroughTheGuardOnly =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.command..")
          .and()
          .resideOutsideOfPackages(
              "city.chengtu.command.outbound..",
              "city.chengtu.command.replay..",
              "city.chengtu.command.bench..",
              "city.chengtu.command.prove..")
          .and()
          .doNotHaveFullyQualifiedName("city.chengtu.command.server.TokenRequest")
          .and()
          .doNotHaveFullyQualifiedName("city.chengtu.command.onemap.LayerBench")
          .and()
          .doNotHaveFullyQualifiedName("city.chengtu.command.backup.RunningServer")
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.net.http..")
                  .or(
                      belongToAnyOf(
                          HttpClient.class,
                          WebSocketClient.class,
                          NetClient.class,
                          URLConnection.class)));

  @ArchTest
  static final ArchRule theJournalKnowsNoDomain =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.command.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "city.chengtu.command.api..",
              "city.chengtu.command.access..",
              "city.chengtu.command.incidents..",
              "city.chengtu.command.dispatch..",
              "city.chengtu.command.cases..",
              "city.chengtu.command.live..",
              "city.chengtu.command.onemap..");

  @ArchTest
  static final ArchRule servicesArePlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .and()
          .haveSimpleNameNotEndingWith("Routes")
          .and()
          .haveSimpleNameNotEndingWith("SignIn")
          .and()
          .doNotHaveSimpleName("SessionViews") // what the routes of signing in have in common
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule sqlOfAPackageIsItsOwn =
      classes().that().haveSimpleNameEndingWith("Table").should().bePackagePrivate();

  @ArchTest
  static final ArchRule onlyTheStoreKnowsWhichDatabaseItIs =
      noClasses()
          .that()
          .resideOutsideOfPackages("city.chengtu.gis.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.h2..", "org.postgresql..");
}
