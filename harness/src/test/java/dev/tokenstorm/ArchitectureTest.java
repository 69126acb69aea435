package dev.tokenstorm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.tokenstorm", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.tokenstorm";

  private static final int MOST_PARAMETERS = 7;

  /** This list can only become shorter. */
  private static final Set<String> MANY_PARAMETERS = Set.of("Poller");

  /** Each is public for a reason that its package's classes do not show. */
  private static final Set<String> PUBLIC_FOR_OTHERS =
      Set.of(
          // The JVM, SLF4J, gRPC and the SDK look for them.
          "Main",
          "LineLogging",
          "PlainNameResolvers",
          "GreetingWorkflow",
          // Benchmarks and tests of other packages.
          "CallOutcome",
          "CallKind",
          "ExitCode",
          "FirstAnswer",
          "GreetingExpectation",
          "MetricFamily",
          "WireWorker",
          // Other packages use what is within them, a constant that the compiler copies, or the key
          // that an interface has.
          "LimitingFactor",
          "ServerSignals",
          "Step");

  /** Names that say too little, and the constants that were adjectives. Each got a better one. */
  private static final Set<String> GIVEN_UP_NAMES =
      Set.of(
          "Way",
          "Scene",
          "Pace",
          "Timing",
          "Limits",
          "ServerInside",
          "Hold",
          "CellProbe",
          "Places",
          "TokenDesk",
          "DueQueue",
          "Sleepers",
          "Reply",
          "Call",
          "Answer",
          "Ends",
          "Balance",
          "Moment",
          "Stretch",
          "CourseRecorder",
          "Judgement",
          "Judged",
          "Trust",
          "Counted",
          "Robust",
          "Aim",
          "Standing",
          "Tries",
          "CellTries",
          "Runner",
          "End",
          "Bound",
          "Measured",
          "Searches",
          "SearchClaim",
          "HopelessWatch",
          "RateSteps",
          "Turns",
          "Pages",
          "Engine",
          "Chance",
          "Alarm",
          "Again",
          "Descriptions",
          "Refusals",
          "Part",
          "Given",
          "Impossible",
          "Contradictions",
          "Varied",
          "PointPlans",
          "Locality");

  private static final Set<String> GIVEN_UP_CONSTANTS =
      Set.of("USUAL", "MOST", "AHEAD", "ELSEWHERE", "BUSY", "CLOSE", "CHANCE", "SHORT");

  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\|([^|]*)\\|$", Pattern.MULTILINE);

  /** A sentence, whatever else, and the packages that may be used. */
  private static final Pattern PACKAGE_JAVADOC =
      Pattern.compile("/\\*\\* [A-Z{].*?\\. .*<p>May use: ([\\w, ]+)\\. \\*/");

  /** Who may use whom. A new arrow needs a reason. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("measurement", Set.of()),
          entry("statistics", Set.of()),
          entry("text", Set.of("measurement")),
          // Objectives name phases and latencies.
          entry("objective", Set.of("measurement", "text")),
          // A delay is drawn by the seed, and a moment is one of the monotonic clock.
          entry("fault", Set.of("measurement", "statistics", "text")),
          // A doubtful token has a state of the ledger's, and thresholds are printed as bounds are.
          entry("recovery", Set.of("ledger", "measurement", "objective", "text")),
          // What users expect of sides is read as objectives are.
          entry("comparison", Set.of("measurement", "objective", "statistics", "text")),
          // A plan names its faults.
          entry("plan", Set.of("fault", "measurement", "objective", "text")),
          // Whether an objective can be judged depends on what its latency is of.
          entry("settings", Set.of("fault", "measurement", "objective", "plan", "text")),
          // Its worker tells of tasks by kind; its executions are a target's.
          entry("workload", Set.of("plan", "measurement", "statistics", "server")),
          entry("frontend", Set.of("plan", "measurement", "statistics")),
          // An address is read as a flag's is, and a wrong value is the user's mistake.
          entry("environment", Set.of("text")),
          // The null target is a front end in this process; what the environment says names one.
          entry("server", Set.of("text", "plan", "measurement", "frontend", "environment")),
          entry("ledger", Set.of("plan", "workload")),
          entry("load", Set.of("plan", "workload", "ledger", "measurement", "server")),
          entry("completion", Set.of("plan", "workload", "ledger", "measurement", "server")),
          entry("audit", Set.of("plan", "workload", "ledger", "measurement")),
          entry("greeting", Set.of("plan", "workload", "measurement", "server")),
          // Its work is a greeting of one step, in the same words.
          entry("standalone", Set.of("plan", "workload", "greeting", "measurement", "server")),
          // The second player of both workloads: who hears what it does is the same.
          entry(
              "wire",
              Set.of("plan", "workload", "greeting", "standalone", "measurement", "server")),
          // Ids and type of what it may terminate are the workload's to say.
          entry("cleanup", Set.of("workload", "measurement", "server")),
          // It asks the target each question by itself; what to do about an answer is its own.
          entry("doctor", Set.of("measurement", "server")),
          entry("telemetry", Set.of("text", "fault", "plan", "ledger", "measurement")),
          entry(
              "result",
              Set.of(
                  "text",
                  "fault",
                  "objective",
                  "plan",
                  "ledger",
                  "recovery",
                  "measurement",
                  "server")),
          // What a URL of metrics cannot tell is the target's to say.
          entry(
              "bottleneck",
              Set.of("text", "objective", "plan", "measurement", "ledger", "result", "server")),
          entry(
              "cell",
              Set.of(
                  "text",
                  "fault",
                  "plan",
                  "measurement",
                  "workload",
                  "server",
                  "ledger",
                  "load",
                  "completion",
                  "audit",
                  "greeting",
                  "standalone",
                  "wire",
                  "recovery",
                  "result",
                  "takeup")),
          // It enters histories into a ledger as the audit compares them, and says how many.
          entry(
              "takeup",
              Set.of("audit", "ledger", "measurement", "plan", "result", "text", "workload")),
          entry(
              "verdict",
              Set.of(
                  "text",
                  "fault",
                  "objective",
                  "plan",
                  "measurement",
                  "statistics",
                  "server",
                  "result",
                  "ledger")),
          entry(
              "report",
              // It words what searches, comparisons and drills found out, and figures in their
              // units.
              Set.of(
                  "text",
                  "fault",
                  "objective",
                  "plan",
                  "recovery",
                  "result",
                  "verdict",
                  "search",
                  "comparison",
                  "compare",
                  "drill",
                  "ledger",
                  "measurement",
                  "server")),
          // Intervals hold counts of the ledger; its document names the target.
          entry(
              "search",
              Set.of(
                  "text",
                  "objective",
                  "settings",
                  "plan",
                  "result",
                  "verdict",
                  "ledger",
                  "measurement",
                  "statistics",
                  "server")),
          // It makes its runs as a search does.
          entry(
              "compare",
              Set.of(
                  "text",
                  "objective",
                  "comparison",
                  "settings",
                  "plan",
                  "result",
                  "verdict",
                  "search",
                  "measurement",
                  "statistics",
                  "server")),
          // It judges by a run's verdict and its faults, and says what those cost.
          entry(
              "drill",
              Set.of(
                  "text",
                  "fault",
                  "objective",
                  "settings",
                  "plan",
                  "recovery",
                  "result",
                  "verdict",
                  "ledger",
                  "measurement",
                  "server")),
          entry("export", Set.of("measurement", "objective", "text")),
          entry("regression", Set.of("measurement", "objective", "statistics", "text")),
          entry(
              "run",
              // It puts a whole run together, so it knows all that a run is made of. What threads
              // this machine allows is the doctor's to know, and how much the null target remembers
              // the front end's. How a comparison went follows from its words.
              Set.of(
                  "text",
                  "fault",
                  "settings",
                  "workload",
                  "plan",
                  "recovery",
                  "measurement",
                  "frontend",
                  "server",
                  "ledger",
                  "result",
                  "cell",
                  "bottleneck",
                  "doctor",
                  "verdict",
                  "search",
                  "comparison",
                  "compare",
                  "drill",
                  "report",
                  "telemetry")),
          entry(
              "history",
              // It keeps what runs and searches came to, and tells of it in their words.
              Set.of(
                  "text",
                  "objective",
                  "settings",
                  "plan",
                  "measurement",
                  "server",
                  "result",
                  "search",
                  "run")));

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

  /** {@code cli} may use all others. */
  private static Map<String, String> arrowsAsWritten(String none) {
    Map<String, String> written = new TreeMap<>();
    ARROWS.forEach((name, allowed) -> written.put(name, sorted(allowed, none)));
    written.put("cli", "all");
    return written;
  }

  private static String sorted(Collection<String> names, String none) {
    return names.isEmpty() ? none : String.join(", ", new TreeSet<>(names));
  }

  private static String sorted(String names) {
    return sorted(List.of(names.split(", ", -1)), "");
  }

  /** The map that people read is the one that is checked. */
  @Test
  void the_table_of_packages_has_the_arrows_and_no_others() throws IOException {
    String document = Files.readString(Path.of("../ARCHITECTURE.md"));
    String table = document.substring(document.indexOf("| package | holds | may use |"));
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(table.substring(0, table.indexOf("\n\n")));
    while (row.find()) {
      rows.put(row.group(1), sorted(row.group(2).strip()));
    }
    assertThat(rows).isEqualTo(arrowsAsWritten(""));
  }

  @Test
  void each_package_says_what_lives_there_and_what_it_may_use() throws IOException {
    Map<String, String> said = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.endsWith("package-info.java")).toList()) {
        String text =
            Files.readString(file).replaceAll("\\n \\*(?!/)", " ").replaceAll("\\s+", " ");
        Matcher javadoc = PACKAGE_JAVADOC.matcher(text);
        assertThat(javadoc.find()).as("a sentence and its arrows in %s", file).isTrue();
        said.put(file.getName(file.getNameCount() - 2).toString(), sorted(javadoc.group(1)));
      }
    }
    assertThat(said).isEqualTo(arrowsAsWritten("nothing"));
  }

  /** A constructor of more hides a record. */
  @ArchTest
  static void constructors_outside_of_records_have_seven_parameters_at_most(JavaClasses harness) {
    assertThat(
            harness.stream()
                .filter(type -> !type.isRecord() && !type.isEnum())
                .filter(
                    type ->
                        type.getConstructors().stream()
                            .anyMatch(
                                constructor ->
                                    constructor.getRawParameterTypes().size() > MOST_PARAMETERS))
                .map(JavaClass::getSimpleName))
        .as("those that have more; none may come to the list, and none stay when it need not")
        .containsExactlyInAnyOrderElementsOf(MANY_PARAMETERS);
  }

  /** What its own package alone uses is no part of what a package offers. */
  @ArchTest
  static void public_types_are_used_by_another_package(JavaClasses harness) {
    assertThat(
            harness.stream()
                .filter(type -> type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(
                    type ->
                        type.getDirectDependenciesToSelf().stream()
                            .map(dependency -> dependency.getOriginClass().getPackageName())
                            .allMatch(type.getPackageName()::equals))
                .map(JavaClass::getSimpleName))
        .as("those that none uses; none may come to the list, and none stay when it need not")
        .containsExactlyInAnyOrderElementsOf(PUBLIC_FOR_OTHERS);
  }

  /** Two types of one name make a reader look at imports to know which is meant. */
  @ArchTest
  static void simple_names_of_top_level_types_are_unique(JavaClasses harness) {
    Map<String, Long> types =
        harness.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, counting()));
    assertThat(types).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
  }

  @ArchTest
  static void no_type_and_no_constant_has_a_name_that_was_given_up(JavaClasses harness) {
    assertThat(harness.stream().filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName))
        .doesNotContainAnyElementsOf(GIVEN_UP_NAMES);
    assertThat(
            harness.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                // An enum's constants are keys of documents.
                .filter(field -> !field.getRawType().equals(field.getOwner()))
                .map(JavaField::getName))
        .doesNotContainAnyElementsOf(GIVEN_UP_CONSTANTS);
  }

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_one_class_knows_which_workloads_there_are =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + ".greeting"))
          .and(resideOutsideOfPackage(ROOT + ".standalone"))
          .and(resideOutsideOfPackage(ROOT + ".wire"))
          .and()
          .doNotHaveSimpleName("Workloads")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".greeting", ROOT + ".standalone", ROOT + ".wire");

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

  /** In tests and benchmarks too: a thread whose mark is forgotten keeps the process alive. */
  @Test
  void daemonThreadsAreMadeInOnePlace() throws IOException {
    List<String> places = new ArrayList<>();
    for (String root : List.of("src", "../benchmarks/src")) {
      places.addAll(filesWith(root, "\\.setDaemon\\("));
    }
    assertThat(places).containsExactly("DaemonThreads.java");
  }

  @Test
  void unitsOfTimeStandInOnePlace() throws IOException {
    assertThat(filesWith("src/main", "(?<![\\w.])1e9\\b|NANOS_PER|1_000_000_000L"))
        .containsExactly("Nanos.java");
  }

  /** The names of the Java files below a folder in which a regular expression is found. */
  private static List<String> filesWith(String root, String regex) throws IOException {
    Pattern pattern = Pattern.compile(regex);
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (pattern.matcher(Files.readString(file)).find()) {
          names.add(file.getFileName().toString());
        }
      }
    }
    return names;
  }

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
