package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.telemetry.OtlpInbox;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.verdict.Verdict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the null target, without a command line or a terminal. */
@Timeout(300)
final class RunExecutionTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  /** Longer than any test waits. */
  private static final String FOR_EVER = "1h";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private RunPlan plan(String... namesAndValues) {
    List<String> all =
        new ArrayList<>(List.of("worker", "wire", "out", folder.resolve("out").toString()));
    all.addAll(List.of(namesAndValues));
    if (!all.contains("target")) {
      all.addAll(List.of("target", "null"));
    }
    if (!all.contains("metrics-address")) {
      all.addAll(List.of("no-metrics", "true"));
    }
    return TestPlans.plan(all.toArray(String[]::new));
  }

  private static RunExecution execution(RunPlan plan) {
    return new RunExecution(plan, CONTEXT);
  }

  @Test
  void aRunFromOutsideHasItsFolderItsVerdictAndItsState() throws Exception {
    Path verdict = folder.resolve("verdict.xml");
    RunPlan plan =
        plan("workflows", "20", "in-flight", "10", "audit", "all", "report", "junit=" + verdict);
    RecordedRun told = new RecordedRun();
    RunExecution execution = execution(plan);

    RunOutcome outcome = execution.run(told);

    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.report()).isTrue();
    assertThat(outcome.verdict().outcome()).isNotEqualTo(Outcome.FAILED);
    assertThat(outcome.result().ending().how()).isEqualTo(How.FINISHED);
    assertThat(execution.counts().orElseThrow().workflows(ExecutionState.COMPLETED)).isEqualTo(20);
    Path out = outcome.folder().orElseThrow();
    assertThat(out).isEqualTo(folder.resolve("out"));
    assertThat(RunFolder.open(out).directory()).isEqualTo(out);
    assertThat(out)
        .isDirectoryContaining("glob:**/plan.yaml")
        .isDirectoryContaining("glob:**/intervals.csv")
        .isDirectoryContaining("glob:**/result.json")
        .isDirectoryContaining("glob:**/report.html");
    assertThat(Files.readString(verdict)).contains("testsuites");
    assertThat(told.steps())
        .containsExactly("connected", "begun", "interval", "closed", "over", "written");
  }

  @Test
  void anObjectiveThatIsNotMetIsTheRunsState() throws Exception {
    RunPlan plan = plan("workflows", "20", "in-flight", "10", "require", "workflows.started < 20");

    RunOutcome outcome = execution(plan).run(new RecordedRun());

    assertThat(outcome.state()).isEqualTo(ExitState.FAILED);
    assertThat(outcome.verdict().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aRunIsInterruptedFromOutsideAndDrains() throws Exception {
    RunExecution execution = execution(plan("duration", FOR_EVER, "in-flight", "10"));

    RunOutcome outcome = execution.run(new RecordedRun(), interval -> execution.interrupt());

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.result().ending().how()).isEqualTo(How.INTERRUPTED);
    assertThat(outcome.folder().orElseThrow()).isDirectoryContaining("glob:**/result.json");
    assertNothingIsOpen(outcome.result());
  }

  @Test
  void aRunThatIsInterruptedBeforeItBeginsIsOpenedAndStartsNothing() throws Exception {
    RunExecution execution = execution(plan("duration", FOR_EVER));
    execution.interrupt(Duration.ofSeconds(10));

    RunOutcome outcome = execution.run(new RecordedRun());

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertNothingIsOpen(outcome.result());
  }

  /** Completions that never come keep a drain waiting. */
  @Test
  void aRunIsAbortedFromOutsideAndDoesNotDrain() throws Exception {
    RunExecution execution =
        execution(
            plan(
                "duration",
                FOR_EVER,
                "in-flight",
                "5",
                "completion-delay",
                "30s",
                "drain-timeout",
                FOR_EVER));

    RunOutcome outcome = execution.run(new RecordedRun(), interval -> execution.abort());

    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.result().ending().sentence()).contains("did not drain");
  }

  /** The measured phase ends when whoever drives the run says so, for a reason of his own. */
  @Test
  void aRunIsMovedOnToItsDrainFromOutside() throws Exception {
    RunExecution execution = execution(plan("duration", FOR_EVER, "in-flight", "10"));
    Ending enough = new Ending(How.ABORTED, "The coordinator has seen enough.");

    RunOutcome outcome = execution.run(new RecordedRun(), interval -> execution.stop(enough));

    assertThat(outcome.result().ending().how()).isEqualTo(How.ABORTED);
    assertThat(outcome.result().ending().sentence()).isEqualTo(enough.sentence());
    assertNothingIsOpen(outcome.result());
  }

  @Test
  void aRunThatKeepsNoFilesHasItsOutcomeAlone() throws Exception {
    RunPlan plan =
        plan("workflows", "10", "in-flight", "10", "report", "junit=" + folder.resolve("v.xml"));

    RunOutcome outcome = new RunExecution(plan, CONTEXT.withoutFiles()).run(new RecordedRun());

    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(outcome.folder()).isEmpty();
    assertThat(outcome.report()).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  /** The interrupt comes as soon as all is written, when only the last values stay up. */
  @Test
  void theLastValuesStayUpUntilSomebodyWantsTheEnd() throws Exception {
    RunExecution execution =
        execution(plan("workflows", "10", "metrics-address", "127.0.0.1:0", "linger", FOR_EVER));
    RecordedRun told = new RecordedRun(execution::interrupt);

    RunOutcome outcome = execution.run(told);

    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(told.steps())
        .startsWith("exposed", "connected", "begun")
        .endsWith("over", "written");
  }

  @Test
  void aRunPushesWhatItBeganWithAndWhatItEndedWith() throws Exception {
    try (OtlpInbox inbox = new OtlpInbox()) {
      RunPlan plan = plan("workflows", "20", "in-flight", "10", "push", "otlp=" + inbox.url());
      RecordedRun told = new RecordedRun();

      RunOutcome outcome = execution(plan).run(told);

      assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
      assertThat(inbox.next().value("tokenstorm_workflows_started_total")).isZero();
      assertThat(inbox.last().value("tokenstorm_workflows_started_total")).isEqualTo(20);
      assertThat(told.steps()).noneMatch(step -> step.startsWith("note"));
      Path out = outcome.folder().orElseThrow();
      for (String file : List.of("plan.yaml", "result.json", "report.html")) {
        assertThat(Files.readString(out.resolve(file))).doesNotContain("/v1/metrics");
      }
    }
  }

  @Test
  void aReceiverThatIsAwayCostsARunOneWarning() throws Exception {
    RunPlan plan =
        plan("workflows", "20", "in-flight", "10", "push", "otlp=http://127.0.0.1:1/v1/metrics");
    RecordedRun told = new RecordedRun();

    RunOutcome outcome = execution(plan).run(told);

    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(told.steps())
        .filteredOn(step -> step.startsWith("note"))
        .singleElement()
        .asString()
        .matches(
            "note the last values of the metrics did not reach http://127.0.0.1:1/v1/metrics"
                + " \\(\\d+ of \\d+ pushes failed\\), as it cannot be reached; the run's results"
                + " have them");
    assertThat(told.steps())
        .as("a process whose grace is over ends once the run has been told of")
        .endsWith(told.steps().get(told.steps().size() - 2), "written");
  }

  @Test
  void aRunThatCannotBeginTellsWhyAndLeavesNothing() {
    RunPlan tooLarge =
        plan("workflows", "1000000", "in-flight", "1000000", "payload-bytes", "1000000");
    RunPlan nowhere = plan("target", "127.0.0.1:1", "workflows", "1");
    RecordedRun told = new RecordedRun();

    assertThatThrownBy(() -> execution(tooLarge).run(told))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--in-flight 1000000");
    assertThatThrownBy(() -> execution(nowhere).run(told))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("127.0.0.1:1");
    assertThat(told.steps()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aReportThatIsNotOursIsNotReplacedAndNothingRuns() throws Exception {
    Path notes = folder.resolve("verdict.md");
    Files.writeString(notes, "## Notes");
    RecordedRun told = new RecordedRun();
    RunPlan plan = plan("workflows", "1", "report", "markdown=" + notes);

    assertThatThrownBy(() -> execution(plan).run(told))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--report must not replace");

    assertThat(Files.readString(notes)).isEqualTo("## Notes");
    assertThat(told.steps()).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aReportSaysFromTheBeginningThatTheRunHasNotComeToItsEnd() throws Exception {
    Path verdict = folder.resolve("verdict.md");
    RunPlan plan = plan("workflows", "1", "report", "markdown=" + verdict);
    List<String> seen = new ArrayList<>();

    RunOutcome outcome =
        execution(plan).run(new RecordedRun(), interval -> seen.add(read(verdict)));

    assertThat(seen).isNotEmpty().allMatch(text -> text.contains("it is under way"));
    assertThat(read(verdict)).doesNotContain("NOT FINISHED");
    assertThat(outcome.problems()).isEmpty();
  }

  @Test
  void aReportSaysWhyARunCouldNotBegin() {
    Path verdict = folder.resolve("verdict.md");
    RunPlan nowhere =
        plan("target", "127.0.0.1:1", "workflows", "1", "report", "markdown=" + verdict);

    assertThatThrownBy(() -> execution(nowhere).run(new RecordedRun()))
        .isInstanceOf(TargetException.class);

    assertThat(read(verdict)).startsWith("## NOT FINISHED").contains("127.0.0.1:1 refused");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNothingIsOpen(RunResult result) {
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().counts().workflows(ExecutionState.OPEN_AT_END)).isZero();
    assertThat(result.ledger().counts().workflows(ExecutionState.UNKNOWN)).isZero();
  }
}
