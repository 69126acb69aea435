package dev.tokenstorm.result;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads how full this process's heap is")
class RunRecorderTest {
  private final RunResult result = SampleRun.result(false);

  @Test
  void theRunIsItsMeasuredPhaseAndItsDrainWithoutTheWarmup() {
    assertThat(result.phases()).containsOnlyKeys(Phase.WARMUP, Phase.MEASURE, Phase.DRAIN);
    assertThat(result.phase(Phase.WARMUP).seconds()).isEqualTo(1);
    assertThat(result.phase(Phase.MEASURE).seconds()).isEqualTo(3);
    assertThat(result.phase(Phase.DRAIN).seconds()).isEqualTo(1);
    assertThat(result.run().seconds()).isEqualTo(4);
  }

  @Test
  void countsBelongToThePhaseInWhichTheyWereCounted() {
    assertThat(result.phase(Phase.WARMUP).counts().started()).isEqualTo(100);
    assertThat(result.phase(Phase.WARMUP).workflowsClosed()).isZero();
    assertThat(result.phase(Phase.MEASURE).counts().started()).isEqualTo(300);
    assertThat(result.phase(Phase.MEASURE).workflowsClosed()).isEqualTo(300);
    assertThat(result.phase(Phase.DRAIN).workflowsClosed()).isEqualTo(100);
    assertThat(result.run().workflowsPerSecond()).hasValue(100);
    assertThat(result.run().completions()).isEqualTo(4 * 405);
    assertThat(result.run().completionsPerSecond()).hasValue(405);
    assertThat(result.run().errors()).isEqualTo(4 * 5);
  }

  @Test
  void latenciesOfTheWarmupsWorkflowsStayWithTheWarmupAlsoWhenTheyEndLater() {
    assertThat(latency(result.phase(Phase.WARMUP)).count()).isEqualTo(52);
    assertThat(latency(result.phase(Phase.MEASURE)).count()).isEqualTo(300);
    assertThat(latency(result.phase(Phase.DRAIN)).count()).isEqualTo(100);
    assertThat(latency(result.run()).count()).isEqualTo(400);
    assertThat(latency(result.run()).max()).isLessThan(latency(result.phase(Phase.WARMUP)).min());
  }

  @Test
  void aReleaseIsPartOfTheRunAndHasFiguresOfItsOwn() {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(false));
    SampleRun.releasing().forEach(recorder);
    RunResult released =
        recorder.finish(
            Ending.finished(), SampleRun.balancedLedger(), SampleRun.rpc(4), CutPolls.NONE);
    assertThat(released.phase(Phase.RELEASE).completions()).isEqualTo(405);
    assertThat(released.phase(Phase.RELEASE).seconds()).isEqualTo(1);
    assertThat(latency(released.phase(Phase.RELEASE)).count()).isEqualTo(100);
    assertThat(released.run().seconds()).isEqualTo(4);
    assertThat(released.run().completions()).isEqualTo(4 * 405);
  }

  @Test
  void aClosedLoopHasNoLatencyThatNeedsAnIntendedTime() {
    assertThat(result.run().latencies())
        .doesNotContainKeys(Latency.SCHEDULE_LAG, Latency.WORKFLOW_CORRECTED);
    assertThat(SampleRun.result(true).run().latencies()).containsOnlyKeys(Latency.values());
  }

  @Test
  void theGeneratorsFiguresAreOfThePhase() {
    Figures.Generator generator = result.phase(Phase.MEASURE).generator();
    assertThat(generator.cpuSeconds()).isEqualTo(1.5);
    assertThat(generator.cpuSecondsPerGreeting().orElseThrow()).isEqualTo(1.5 / 300);
    assertThat(generator.cpuSecondsPerCompletion().orElseThrow()).isEqualTo(1.5 / 1215);
    assertThat(generator.allocatedBytesPerSecond()).hasValue(1e8);
    assertThat(generator.gcPauseSeconds()).hasValue(0.006);
    assertThat(generator.gcPauseMaxIntervalSeconds()).hasValue(0.003);
    assertThat(generator.hiccups().max()).isEqualTo(0.004, within(1e-5));
    assertThat(result.phase(Phase.WARMUP).generator().gcPauseSeconds()).isEmpty();
  }

  /** Its thread was held up between the clock and the counter, while others ran on two cores. */
  @Test
  void aStallBetweenReadingsMakesNoMoreCpuTimeThanTheCoresHave() {
    long second = 1_000_000_000;
    RunRecorder recorder = new RunRecorder(SampleRun.facts(false));
    recorder.accept(busy(1, 0, 22 * second / 10, 44 * second / 10));
    recorder.accept(busy(2, 21 * second / 10, 32 * second / 10, 2 * second));
    recorder.accept(busy(3, 31 * second / 10, 42 * second / 10, 2 * second));
    Figures figures =
        recorder
            .finish(Ending.finished(), SampleRun.balancedLedger(), SampleRun.rpc(4), CutPolls.NONE)
            .phase(Phase.MEASURE);
    assertThat(figures.seconds()).isEqualTo(3);
    assertThat(figures.generator().cpuSeconds()).isEqualTo(8.4);
    assertThat(figures.generator().seconds()).isEqualTo(4.2);
    assertThat(figures.generator().coresUsed()).isEqualTo(2, within(1e-9));
    assertThat(figures.generator().allocatedBytesPerSecond()).hasValue(3e8 / 4.2);
  }

  private static Interval busy(int index, long fromNanos, long toNanos, long cpuNanos) {
    Interval sample = SampleRun.interval(index, Phase.MEASURE);
    ProcessSample process = sample.process();
    return new Interval(
        index,
        sample.start(),
        sample.startNanos(),
        sample.lengthNanos(),
        Phase.MEASURE,
        sample.counts(),
        sample.gauges(),
        sample.latencies(),
        new ProcessSample(
            fromNanos,
            toNanos,
            cpuNanos,
            process.hostCpuRatio(),
            process.allocatedBytes(),
            process.gcPauseNanos(),
            process.safepointNanos(),
            process.hiccups()),
        sample.rpc(),
        sample.occupancy(),
        sample.polls(),
        sample.byLoad(),
        List.of());
  }

  @Test
  void levelsAreTheHighestSeenAndBusyCompletersAreAveragedOverTime() {
    Figures.Levels levels = result.phase(Phase.MEASURE).levels();
    assertThat(levels.pendingTokensMax()).isEqualTo(153);
    assertThat(levels.completersBusyMean()).hasValue((4 + 8 + 12) / 3.0);
    assertThat(levels.completersBusyMax()).isEqualTo(12);
    assertThat(levels.completers()).isEqualTo(16);
  }

  @Test
  void whatIsSettledAfterTheLastIntervalCountsToItsPhase() {
    LedgerCounts settled =
        Counts.sum(
            SampleRun.counts(4, 4),
            new LedgerCounts(
                0,
                0,
                0,
                0,
                0,
                Map.of(ExecutionState.TIMED_OUT, 5L),
                0,
                Map.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0));
    RunResult later =
        SampleRun.result(
            false, Ending.finished(), new LedgerReport(settled, List.of(), List.of(), 0));
    assertThat(later.phase(Phase.DRAIN).counts().workflows(ExecutionState.TIMED_OUT)).isEqualTo(5);
    assertThat(later.run().workflowsClosed()).isEqualTo(405);
  }

  @Test
  void aRunThatNeverCameToAnIntervalHasNoRates() {
    RunResult nothing =
        new RunRecorder(SampleRun.facts(true))
            .finish(
                new Ending(Ending.How.FAILED, "It failed at once."),
                new LedgerReport(Counts.NONE, List.of(), List.of(), 0),
                Map.of(),
                CutPolls.NONE);
    assertThat(nothing.run().workflowsPerSecond()).isEmpty();
    assertThat(nothing.run().generator().cpuSecondsPerGreeting()).isEmpty();
    assertThat(latency(nothing.run()).count()).isZero();
  }

  @Test
  void theCourseOfTheMeasuredPhaseIsKeptInStretchesOfEqualLength() {
    assertThat(result.course()).hasSize(3);
    assertThat(result.course().get(0).seconds()).isEqualTo(1);
    assertThat(result.course().get(0).workflowsClosed()).isEqualTo(100);
    assertThat(result.course().get(0).completions()).isEqualTo(405);
    Latency latency = Latency.WORKFLOW_START;
    assertThat(result.course().get(0).mean(latency).orElseThrow())
        .as("what the warm-up started and this stretch ended is in it")
        .isGreaterThan(requireNonNull(result.run().latencies().get(latency)).mean());

    RunRecorder recorder = new RunRecorder(SampleRun.facts(true));
    for (int index = 0; index < 301; index++) {
      recorder.accept(SampleRun.interval(index, Phase.MEASURE));
    }
    List<Window> course = recorder.soFar().course();
    assertThat(course).hasSize(75).allMatch(window -> window.seconds() == 4);
    assertThat(course.stream().mapToLong(Window::workflowsClosed).sum()).isEqualTo(30_000 - 100);
  }

  @Test
  void memoryDoesNotGrowWithTheRun() {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(true));
    recorder.accept(SampleRun.interval(0, Phase.WARMUP));
    long afterOne = usedBytes(recorder);
    for (int index = 1; index < 2_000; index++) {
      recorder.accept(SampleRun.interval(index, Phase.MEASURE));
    }
    assertThat(usedBytes(recorder) - afterOne).isLessThan(20_000_000);
  }

  private static long usedBytes(RunRecorder recorder) {
    try {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    } finally {
      Reference.reachabilityFence(recorder);
    }
  }

  private static LatencySummary latency(Figures figures) {
    return requireNonNull(figures.latencies().get(Latency.WORKFLOW));
  }
}
