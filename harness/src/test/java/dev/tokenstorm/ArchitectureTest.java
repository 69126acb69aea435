package dev.tokenstorm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.tokenstorm", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.tokenstorm";

  /** Who may use whom. A new arrow needs a reason. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("measurement", Set.of()),
          // Objectives name phases and latencies.
          entry("plan", Set.of("measurement")),
          entry("workload", Set.of("plan")),
          entry("frontend", Set.of("plan", "measurement")),
          // An address is read as a flag's is, and a wrong value is the user's mistake.
          entry("environment", Set.of("plan")),
          // The null target is a front end in this process; what the environment says names one.
          entry("target", Set.of("plan", "measurement", "frontend", "environment")),
          entry("ledger", Set.of("plan", "workload")),
          entry("load", Set.of("plan", "workload", "ledger", "measurement", "target")),
          entry("completion", Set.of("plan", "workload", "ledger", "measurement", "target")),
          entry("audit", Set.of("plan", "workload", "ledger", "measurement", "target")),
          entry("greeting", Set.of("plan", "workload", "measurement", "target")),
          // The second player of the greeting: who hears what it does is the same.
          entry("wire", Set.of("plan", "workload", "greeting", "measurement", "target")),
          // Ids and type of what it may terminate are the workload's to say.
          entry("cleanup", Set.of("workload", "measurement", "target")),
          // It asks the target each question by itself; what to do about an answer is its own.
          entry("doctor", Set.of("measurement", "target")),
          entry("telemetry", Set.of("plan", "ledger", "measurement")),
          entry("result", Set.of("plan", "ledger", "measurement", "target")),
          // What a URL of metrics cannot tell is the target's to say.
          entry("bottleneck", Set.of("plan", "measurement", "ledger", "result", "target")),
          entry(
              "cell",
              Set.of(
                  "plan",
                  "measurement",
                  "workload",
                  "target",
                  "ledger",
                  "load",
                  "completion",
                  "audit",
                  "greeting",
                  "wire",
                  "result")),
          entry("verdict", Set.of("plan", "measurement", "target", "result", "ledger")),
          entry(
              "report",
              // It words what searches found out; their names of settings are the plan's.
              Set.of("plan", "result", "verdict", "search", "ledger", "measurement", "target")),
          // Intervals hold counts of the ledger; its document names the target.
          entry("search", Set.of("plan", "result", "verdict", "ledger", "measurement", "target")));

  @ArchTest
  static void each_package_uses_only_what_its_arrows_allow(JavaClasses harness) {
    ARROWS.forEach((name, allowed) -> onlyUses(name, allowed).check(harness));
  }

  @ArchTest
  static void every_package_is_known_here_and_null_marked(JavaClasses harness) {
    Set<String> packages = new TreeSet<>();
    harness.forEach(type -> packages.add(type.getPackageName()));
    for (String name : packages) {
      if (!name.equals(ROOT + ".cli")) {
        assertThat(ARROWS).containsKey(name.substring(ROOT.length() + 1));
      }
      assertThat(harness.getPackage(name).isAnnotatedWith(NullMarked.class))
          .as("%s is @NullMarked", name)
          .isTrue();
    }
  }

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_cli_and_report_print =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + ".cli"))
          .and(resideOutsideOfPackage(ROOT + ".report"))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule only_cli_exits =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + ".cli"))
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule nobody_logs_through_java_util_logging =
      noClasses()
          .that()
          // It silences what others log there.
          .doNotHaveSimpleName("Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule nobody_reads_milliseconds =
      noClasses().should().callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule only_measurement_reads_the_monotonic_clock =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + ".measurement"))
          .should()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule static_fields_are_final =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  private static ArchRule onlyUses(String name, Set<String> allowed) {
    String[] packages =
        List.copyOf(new TreeSet<>(allowed)).stream()
            .map(other -> ROOT + "." + other + "..")
            .toArray(String[]::new);
    return classes()
        .that(resideInAPackage(ROOT + "." + name + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(resideInAPackage(ROOT + "." + name + ".."))
                .or(resideInAnyPackage(packages)))
        .allowEmptyShould(true)
        .as(name + " uses only " + new TreeSet<>(allowed));
  }
}
