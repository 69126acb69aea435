package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.drill.DrillEnd;
import dev.tokenstorm.drill.DrillFile;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.drill.DrillVerdict;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.DrillReport;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.GivenDrill;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Short drills of a user's own on the null target, without a command line or a terminal. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class DrillExecutionTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static GivenDrill cut(String name) {
    return TestPlans.drill(
        name, "fault", "300ms: cut 100ms", "rate", "40/s", "duration", "1s", "audit", "none");
  }

  /** Its fault is planned for later than the run lasts. */
  private static GivenDrill missed(String name) {
    return TestPlans.drill(name, "fault", "1h: cut 1s", "workflows", "10", "in-flight", "5");
  }

  private DrillPlan plan(String target, GivenDrill... own) {
    return TestPlans.drills(
        List.of(own),
        "target",
        target,
        "only",
        String.join(",", List.of(own).stream().map(GivenDrill::name).toList()),
        "worker",
        "wire",
        "completer",
        "grpc",
        "no-metrics",
        "true",
        "out",
        folder.resolve("out").toString());
  }

  /** Writes down what it is told, and ends the drills at the begin of the run of one of them. */
  private static final class Told implements DrillListener {
    private final List<String> steps = new ArrayList<>();
    private final Optional<Integer> last;
    private int runs;
    private Optional<Interruptible> drills = Optional.empty();

    Told(Optional<Integer> last) {
      this.last = last;
    }

    @Override
    public void note(String sentence) {
      steps.add("note " + sentence);
    }

    @Override
    public void connected(RunPlan example) {
      steps.add("connected");
    }

    @Override
    public void begun(DrillPlan plan, DrillState state, TargetInfo target) {
      steps.add("begun with " + state.rows().size());
    }

    @Override
    public void next(DrillPlan plan, DrillState state, PlannedDrill drill) {
      steps.add("next " + drill.name());
    }

    @Override
    public RunListener runs() {
      return new RunListener() {
        @Override
        public void note(String sentence) {
          steps.add("note " + sentence);
        }

        @Override
        public Progress begun(RunFacts facts, Optional<Path> results) {
          runs++;
          if (last.filter(number -> number == runs).isPresent()) {
            drills.ifPresent(Interruptible::interrupt);
          }
          return Progress.quiet();
        }
      };
    }

    @Override
    public void ran(DrillRow row) {
      steps.add(row.name() + " " + row.verdict().key());
    }

    @Override
    public void over() {
      steps.add("over");
    }

    @Override
    public void written(DrillOutcome outcome) {
      steps.add("written");
    }
  }

  private DrillOutcome outcome(DrillPlan plan, Told told) throws InterruptedException {
    Optional<DrillFile.Begun> begun =
        Files.exists(plan.directory())
            ? Optional.of(DrillFile.read(plan.directory()))
            : Optional.empty();
    DrillExecution execution =
        new DrillExecution(plan, begun, CONTEXT, new OwnProgram(List.of("none")));
    told.drills = Optional.of(execution);
    return execution.run(told);
  }

  @Test
  void eachDrillIsARunOfItsOwnAndOneThatDoesNotHoldStopsNoOther() throws Exception {
    DrillPlan plan = plan("null", cut("one"), missed("two"), cut("three"));
    Told told = new Told(Optional.empty());

    DrillOutcome outcome = outcome(plan, told);

    assertThat(told.steps)
        .containsExactly(
            "connected",
            "begun with 0",
            "next one",
            "one held",
            "next two",
            "two did-not-hold",
            "next three",
            "three held",
            "over",
            "written");
    assertThat(outcome.state()).isEqualTo(ExitState.FAILED);
    assertThat(outcome.problems()).isEmpty();
    List<DrillRow> rows = outcome.record().rows();
    assertThat(rows.get(0).happened()).startsWith("cut 100ms: ").contains(" reset");
    assertThat(rows.get(0).lost()).hasValue(0);
    assertThat(rows.get(1).reason())
        .isEqualTo("Fault 1 (1h: cut 1s) did not happen: the run ended before it.");
    for (DrillRow row : rows) {
      assertThat(plan.directory().resolve(row.folder().orElseThrow()).resolve("report.html"))
          .isRegularFile();
    }
    String document = Files.readString(plan.directory().resolve(DrillFile.NAME));
    assertThat(DocumentSchema.DRILL.violations(new ObjectMapper().readTree(document)))
        .as(document)
        .isEmpty();
    assertThat(plan.directory().resolve(DrillReport.FILE))
        .content()
        .contains("DID NOT HOLD · 2 of 3 drills held · not two");
  }

  @Test
  void drillsThatWereInterruptedGoOnWithTheOneThatWasNotOver() throws Exception {
    DrillPlan plan = plan("null", cut("one"), cut("two"), cut("three"));

    DrillOutcome first = outcome(plan, new Told(Optional.of(2)));

    assertThat(first.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(first.record().state().end()).contains(DrillEnd.INTERRUPTED);
    assertThat(first.record().rows()).extracting(DrillRow::name).containsExactly("one");

    Told told = new Told(Optional.empty());
    DrillOutcome second = outcome(plan, told);

    assertThat(told.steps)
        .containsSubsequence("begun with 1", "next two", "two held", "next three", "three held");
    assertThat(second.state()).isEqualTo(ExitState.PASSED);
    assertThat(second.record().startedAt()).isEqualTo(first.record().startedAt());
    assertThat(second.record().rows())
        .allMatch(row -> row.verdict() == DrillVerdict.HELD)
        .extracting(row -> row.folder().orElseThrow())
        .as("what was left of the drill that was not over stays as it is")
        .containsExactly("runs/001-one", "runs/003-two", "runs/004-three");

    DrillOutcome third = outcome(plan, new Told(Optional.empty()));

    assertThat(third.record().rows())
        .as("nothing is left to run")
        .isEqualTo(second.record().rows());
  }

  @Test
  void aDrillWithACommandIsRunOnlyIfTheUserAllowsIt() throws Exception {
    GivenDrill nothing =
        TestPlans.drill(
            "nothing",
            "fault",
            "300ms: exec nothing",
            "exec",
            "nothing={command: ['true']}",
            "rate",
            "40/s",
            "duration",
            "5s");
    DrillPlan forbidden = plan("null", cut("one"), nothing);

    assertThat(outcome(forbidden, new Told(Optional.empty())).record().rows().get(1).reason())
        .isEqualTo("It runs commands on this machine; give --allow-exec as a flag if it may.");

    DrillOutcome allowed =
        outcome(
            TestPlans.drills(
                List.of(cut("one"), nothing),
                "target",
                "null",
                "only",
                "one,nothing",
                "allow-exec",
                "true",
                "no-metrics",
                "true",
                "resume",
                forbidden.directory().toString()),
            new Told(Optional.empty()));

    assertThat(allowed.record().rows())
        .extracting(DrillRow::verdict)
        .as("what was not run for want of leave is run now")
        .containsExactly(DrillVerdict.HELD, DrillVerdict.HELD);
  }

  @Test
  void whatIsWrongWithALaterDrillIsToldOfBeforeAnyRuns() {
    GivenDrill missing =
        TestPlans.drill(
            "missing",
            "fault",
            "300ms: exec missing",
            "exec",
            "missing={command: ['no-such-program-anywhere']}",
            "workflows",
            "10",
            "in-flight",
            "5");
    DrillPlan plan =
        TestPlans.drills(
            List.of(cut("one"), missing),
            "target",
            "null",
            "only",
            "one,missing",
            "allow-exec",
            "true",
            "no-metrics",
            "true",
            "out",
            folder.resolve("out").toString());
    Told told = new Told(Optional.empty());

    assertThatThrownBy(() -> outcome(plan, told))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no-such-program-anywhere");

    assertThat(told.steps).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** What bars a drill's faults then bars no drill without them. */
  @Test
  void theFirstLookAtTheTargetHasNoWayForFaults() {
    DrillPlan plan = plan("null", cut("one"));
    OwnTarget own = new OwnTarget(plan.plan(plan.drills().get(0), 0));

    try (TargetConnection look = own.openDirectly(new NoopScope(), note -> {});
        TargetConnection run = own.open(new NoopScope(), note -> {})) {
      assertThat(look.proxy()).isEmpty();
      assertThat(run.proxy()).isPresent();
    }
  }

  @Test
  void aTargetThatIsNotThereIsToldOfBeforeAnythingIsWritten() throws Exception {
    DrillPlan plan = plan("127.0.0.1:" + LoopbackPorts.silent(), cut("one"));

    assertThatThrownBy(() -> outcome(plan, new Told(Optional.empty())))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("refused the connection");

    assertThat(folder.resolve("out")).doesNotExist();
  }
}
