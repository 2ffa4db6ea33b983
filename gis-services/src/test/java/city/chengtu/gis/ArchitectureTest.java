package city.chengtu.gis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the library, said as sentences. */
@AnalyzeClasses(packages = "city.chengtu.gis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesAreNamedForWhatTheyDoInTheDomain =
      classes()
          .should()
          .resideInAnyPackage(
              "city.chengtu.gis.coordinate",
              "city.chengtu.gis.feature",
              "city.chengtu.gis.filter",
              "city.chengtu.gis.store",
              "city.chengtu.gis.ingest..",
              "city.chengtu.gis.style",
              "city.chengtu.gis.export",
              "city.chengtu.gis.tile",
              "city.chengtu.gis.mapserver",
              "city.chengtu.gis.routing",
              "city.chengtu.gis.place");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("city.chengtu.gis.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRoomsOfTheImportHaveNoCycles =
      slices().matching("city.chengtu.gis.ingest.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theImportsCoreKnowsNoFormat =
      noClasses()
          .that()
          .resideInAPackage("city.chengtu.gis.ingest")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("city.chengtu.gis.ingest.*..");

  @ArchTest
  static final ArchRule theLibraryKnowsNoServerAndNoPlans =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "java.net.http..",
              "com.hazelcast..",
              "city.chengtu.command..",
              "city.chengtu.plans..",
              "city.chengtu.samples..");

  @ArchTest
  static final ArchRule importsGoFromTheOutsideIn =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("coordinate")
          .definedBy("..gis.coordinate..")
          .layer("feature")
          .definedBy("..gis.feature..")
          .layer("ingest")
          .definedBy("..gis.ingest..")
          .layer("filter")
          .definedBy("..gis.filter..")
          .layer("store")
          .definedBy("..gis.store..")
          .layer("tile")
          .definedBy("..gis.tile..")
          .layer("place")
          .definedBy("..gis.place..")
          .whereLayer("place")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("tile")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("place")
          .whereLayer("filter")
          .mayOnlyBeAccessedByLayers("store")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("store");

  @ArchTest
  static final ArchRule onlyTheStoreSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "city.chengtu.gis.store..",
              // a delivered file that is a database
              "city.chengtu.gis.ingest.geopackage..",
              "city.chengtu.gis.export..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..");

  @ArchTest
  static final ArchRule onlyCoordinateKnowsGeoTools =
      noClasses()
          .that()
          .resideOutsideOfPackage("city.chengtu.gis.coordinate..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.geotools..");

  @ArchTest
  static final ArchRule onlyThePlacesKnowHowCharactersSound =
      noClasses()
          .that()
          .resideOutsideOfPackage("city.chengtu.gis.place..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.sourceforge.pinyin4j..");

  @ArchTest
  static final ArchRule noClassIsNamedForNothing =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper");
}
