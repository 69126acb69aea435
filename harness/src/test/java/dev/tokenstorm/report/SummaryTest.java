package dev.tokenstorm.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.LedgerReport.Finding;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleFaults;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void aRunThatPassedReadsAsInTheExample() throws IOException {
    assertThat(render(SampleRun.result(false), false)).isEqualTo(example("summary-passed.txt"));
  }

  @Test
  void aRunThatFailedReadsAsInTheExample() throws IOException {
    assertThat(render(failed(), false)).isEqualTo(example("summary-failed.txt"));
  }

  @Test
  void aReleaseHasAColumnAndALineOfItsOwn() {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(false));
    SampleRun.releasing().forEach(recorder);
    String text =
        render(
            recorder.finish(
                Ending.finished(), SampleRun.balancedLedger(), SampleRun.rpc(4), CutPolls.NONE),
            false);
    assertThat(text.lines())
        .contains(
            "Throughput                               count    measured phase           release"
                + "        with drain",
            "  completions                            1,620             405/s             405/s"
                + "             405/s",
            "  in the release a completion call took p50 3.96 ms, p99 5.92 ms, at most 5.96 ms")
        .allMatch(line -> line.length() <= Summary.WIDTH);
  }

  @Test
  void aRunWithObjectivesThatIsNotToBeTrustedReadsAsInTheExample() throws IOException {
    assertThat(render(doubted(), false)).startsWith(example("summary-untrustworthy.txt"));
  }

  @Test
  void whatFaultsCostStandsBelowThem() {
    assertThat(render(SampleFaults.result(), false).lines())
        .containsSequence(
            "Faults      1. 1s: cut 500ms: 1.00 s to 1.51 s, 3 connections reset",
            "               recovered 1.30 s after it",
            "               143 of 160 calls went wrong, 54 workflows and 219 completions missing,"
                + " 700 ms without",
            "               a completion",
            "               12 doubtful tokens = 8 completed + 4 superseded; attempts: 3"
                + " superseded, 2 timed out,",
            "               1 unissued",
            "            2. 2s: reset 10%: at 2.00 s, 1 connection reset",
            "               The load ended before the fault did.",
            "               0 of 0 calls went wrong",
            "            3. 1h: stall 2s: did not happen, the run ended before it")
        .allMatch(line -> line.length() <= Summary.WIDTH);
  }

  @Test
  void eachFileThatCouldNotBeWrittenIsNamed() {
    RunResult result = SampleRun.result(false);
    List<String> problems = List.of("a.json could not be written (x).", "b.csv is incomplete (y).");
    String text =
        new Summary(false)
            .render(
                result,
                Verdict.of(result),
                SampleRun.BOTTLENECKS,
                Optional.of("results/sample"),
                problems);
    assertThat(text.lines())
        .endsWith("  ! a.json could not be written (x).", "  ! b.csv is incomplete (y).");
  }

  private static RunResult doubted() {
    RunFacts facts =
        SampleRun.facts(
            true, "require", "workflows.rate >= 95/s", "require", "completion.p99 < 5ms");
    return SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger());
  }

  @Test
  void coloursChangeNothingButTheColours() {
    String coloured = render(failed(), true);
    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(render(failed(), false));
    assertThat(render(doubted(), true).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(render(doubted(), false));
  }

  @Test
  void noLineIsWiderThanAHundredColumnsAndNoTextFromOutsideSteersTheTerminal() {
    Finding hostile =
        new Finding("wrong-end", "x".repeat(250), "\u001b[2J\r\n\u202e" + "y ".repeat(90));
    LedgerReport ledger =
        new LedgerReport(
            SampleRun.counts(4, 4),
            List.of("z".repeat(300)),
            Collections.nCopies(30, hostile),
            12_345);
    String text = render(SampleRun.result(true, Ending.finished(), ledger), false);
    assertThat(text.lines()).allMatch(line -> line.length() <= Summary.WIDTH);
    assertThat(text).doesNotContain("\u001b", "\r", "\u202e").contains("12,345, the first 20:");
  }

  @Test
  void faultsAreToldWithTheirTimesAndTheirWitnesses() {
    RunFacts facts = SampleRun.facts(true, "fault", "2s: cut 500ms", "fault", "1h: reset 10%");
    RunResult result =
        SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger())
            .with(
                List.of(
                    new FaultWindow(
                        1,
                        "2s: cut 500ms",
                        2_000_000_000L,
                        2_510_000_000L,
                        true,
                        "3 connections reset"),
                    new FaultWindow(2, "1h: reset 10%", 7, 7, false, "the run ended before it")));
    String text = render(result, false);
    assertThat(text.lines())
        .contains(
            "Faults      1. 2s: cut 500ms: 2.00 s to 2.51 s, 3 connections reset",
            "            2. 1h: reset 10%: did not happen, the run ended before it",
            "  ✗ Fault 2 (1h: reset 10%) did not happen: the run ended before it.")
        .first()
        .asString()
        .startsWith("FAILED");
    assertThat(render(SampleRun.result(true), false)).doesNotContain("Faults");
  }

  @Test
  void aFaultThatWasNotUndoneFailsTheRunAndSaysHowToUndoIt() {
    RunFacts facts = SampleRun.facts(true, "fault", "2s: cut 500ms");
    RunResult result =
        SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger())
            .with(
                List.of(
                    new FaultWindow(
                        1,
                        "2s: cut 500ms",
                        2_000_000_000L,
                        2_510_000_000L,
                        true,
                        "3 resets",
                        Optional.of("it hangs; by hand: mend"))));
    String text = render(result, false);
    assertThat(text).startsWith("FAILED");
    assertThat(text.replaceAll("\\s+", " "))
        .contains(
            "2.00 s to 2.51 s, 3 resets; it was not undone: it hangs; by hand: mend",
            "✗ Fault 1 (2s: cut 500ms) was not undone: it hangs; by hand: mend.");
  }

  @Test
  void aRunOfStandaloneActivitiesIsToldOfExecutions() {
    RunResult result =
        SampleRun.result(
            SampleRun.facts(true, "workload", "standalone"),
            Ending.finished(),
            SampleRun.balancedLedger());
    String text = render(result, false);
    assertThat(text.lines())
        .anyMatch(line -> line.contains("open loop · workload standalone · workflows 300 · rate"))
        .anyMatch(line -> line.matches("  executions closed {20,}400 .*"))
        .anyMatch(line -> line.startsWith("  execution start  "))
        .anyMatch(line -> line.startsWith("  execution, raw (actual start)  "))
        .anyMatch(line -> line.startsWith("  execution, corrected (intended)  "))
        .anyMatch(line -> line.startsWith("  executions 400 started = 388 completed + 12 failed"))
        .anyMatch(line -> line.startsWith("  tokens     "))
        .anyMatch(line -> line.matches("Generator .* per execution .* per completion"))
        .noneMatch(line -> line.contains("branches") || line.contains("worker-slots"))
        .noneMatch(line -> line.startsWith("  workflows"));
  }

  @Test
  void anInterruptedRunSaysSoInItsFirstLine() {
    Ending ending = new Ending(Ending.How.INTERRUPTED, "Interrupted after 4 s.");
    assertThat(render(SampleRun.result(false, ending, SampleRun.balancedLedger()), false))
        .startsWith("INTERRUPTED · embedded target: not a benchmark\n  ! Interrupted after 4 s.\n");
  }

  private static RunResult failed() {
    LedgerCounts counts =
        new LedgerCounts(
            420,
            12,
            3,
            405,
            0,
            Map.of(ExecutionState.COMPLETED, 400L, ExecutionState.TERMINATED, 4L),
            1_640,
            Map.of(
                TokenState.COMPLETED, 1_600L, TokenState.SUPERSEDED, 30L, TokenState.UNKNOWN, 8L),
            2,
            1,
            2,
            100,
            0,
            1,
            0);
    return SampleRun.result(
        true,
        Ending.finished(),
        new LedgerReport(
            counts,
            List.of(
                "405 workflows started, 404 settled; missing sample-17.",
                "1,640 tokens issued, 1,638 settled; missing sample-17/0.1#1, sample-17/1.0#1."),
            List.of(
                new Finding("wrong-end", "sample-18", "Expected completed, ended failed."),
                new Finding(
                    "discrepancy",
                    "sample-19/0.1#2",
                    "The history has it failed, the ledger has it completed.")),
            2));
  }

  private static String render(RunResult result, boolean colours) {
    return new Summary(colours)
        .render(
            result,
            Verdict.of(result),
            SampleRun.BOTTLENECKS,
            Optional.of("results/sample"),
            List.of());
  }

  private static String example(String name) throws IOException {
    try (InputStream in = SummaryTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
