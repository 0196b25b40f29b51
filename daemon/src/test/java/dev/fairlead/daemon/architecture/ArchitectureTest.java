package dev.fairlead.daemon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** What Maven's module chain does not hold by itself. */
@AnalyzeClasses(packages = "dev.fairlead", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String WIRING = "dev.fairlead.daemon";
  private static final String SIMULATOR = "dev.fairlead.simulator..";
  private static final String[] CONCRETE = {
    "dev.fairlead.providers.kimi..",
    "dev.fairlead.providers.glm..",
    "dev.fairlead.providers.selfhosted.."
  };

  @ArchTest
  static final ArchRule A_MODULE_USES_ONLY_MODULES_TO_ITS_RIGHT =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("daemon")
          .definedBy("dev.fairlead.daemon..")
          .layer("tools")
          .definedBy("dev.fairlead.tools..")
          .layer("routing")
          .definedBy("dev.fairlead.routing..")
          .layer("providers")
          .definedBy("dev.fairlead.providers..")
          .whereLayer("daemon")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("tools")
          .mayOnlyBeAccessedByLayers("daemon")
          .whereLayer("routing")
          .mayOnlyBeAccessedByLayers("daemon", "tools");

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("dev.fairlead.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_NAMES_A_CONCRETE_PROVIDER =
      noClasses()
          .that(not(resideInAPackage(WIRING)))
          .and()
          .resideOutsideOfPackages(CONCRETE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONCRETE);

  @ArchTest
  static void providers_do_not_know_each_other(JavaClasses all) {
    for (String one : CONCRETE) {
      for (String other : CONCRETE) {
        if (!one.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage(one)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(other)
              .check(all);
        }
      }
    }
  }

  @ArchTest
  static final ArchRule ONLY_ADAPTERS_TALK_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.fairlead.providers..", SIMULATOR, WIRING)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule SQL_ONLY_IN_THE_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.fairlead.daemon.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  @ArchTest
  static final ArchRule NOBODY_TOUCHES_STDOUT =
      noClasses().should().accessField(System.class, "out");

  @ArchTest
  static final ArchRule STDOUT_IS_TAKEN_ONCE =
      noClasses()
          .that(not(resideInAPackage(WIRING)))
          .and()
          .resideOutsideOfPackage(SIMULATOR)
          .should()
          .accessField(FileDescriptor.class, "out")
          .orShould()
          .callMethod(System.class, "setOut", PrintStream.class);

  @ArchTest
  static final ArchRule TIME_COMES_IN_FROM_OUTSIDE =
      noClasses()
          .that(not(resideInAPackage(WIRING)))
          .and()
          .resideOutsideOfPackages(SIMULATOR, "dev.fairlead.benchmarks..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class);

  @ArchTest
  static void every_tool_is_in_the_catalog(JavaClasses all) {
    classes()
        .that()
        .implement(Tool.class)
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage("dev.fairlead.tools..")
        .check(all);
    for (var tool : all.get(Tool.class).getSubclasses()) {
      boolean built =
          tool.getConstructorCallsToSelf().stream()
              .anyMatch(call -> call.getOriginOwner().isEquivalentTo(ToolCatalog.class));
      if (!built) {
        throw new AssertionError(
            tool.getName() + " is not built in " + ToolCatalog.class.getName());
      }
    }
  }

  @ArchTest
  static void a_tool_never_knows_another_tool(JavaClasses all) {
    for (var tool : all.get(Tool.class).getSubclasses()) {
      String home = tool.getPackageName();
      noClasses()
          .that()
          .resideInAPackage(home)
          .should()
          .dependOnClassesThat(
              Predicates.assignableTo(Tool.class)
                  .and(not(resideInAPackage(home)))
                  .and(not(Predicates.INTERFACES)))
          .check(all);
    }
  }
}
