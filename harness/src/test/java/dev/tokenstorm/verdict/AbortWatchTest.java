package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbortWatchTest {

  /**
   * Each row: an objective, and the second of the sample run at whose end it stops it. Its first
   * second is warm-up, the next three are measured, the last is the drain.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflows.started < 100 abort | 2",
        "workflows.started < 101 abort | 3",
        "workflows.started < 100 abort after 3s | 4",
        "workflows.started < 100 abort after 4s | never",
        "measure:workflows.started < 300 abort | 4",
        "warmup:workflows.started < 100 abort | 1",
        "ledger:workflows.started < 100 abort | 1",
        "ledger:workflows.started < 100 abort after 2s | 2",
        "errors.ratio < 1% abort | 2",
        "errors.ratio < 2% abort | never",
        "workflow.p99 < 1ms abort after 2s | 3",
        // In the warm-up's only second nothing is known of it.
        "warmup:generator.gc-pause > 1h abort | never",
        "tokens.lost == 0 abort | never",
        "workflows.started < 100 | never",
      })
  void aRunIsStoppedAtTheFirstSecondAfterWhichItIsNotAsRequired(String objective, String second) {
    assertThat(stopped(SampleRun.facts(true, "require", objective))).isEqualTo(second);
  }

  @Test
  void itIsStoppedOnceAndSaysWhy() {
    RunFacts facts =
        SampleRun.facts(
            true,
            "require",
            "errors.ratio < 1% abort after 2s",
            "require",
            "drain:tokens.lost == 0",
            "require",
            "workflows.started < 150 abort");
    List<Ending> endings = new ArrayList<>();
    AbortWatch watch = AbortWatch.of(facts, endings::add).orElseThrow();
    SampleRun.intervals().forEach(watch);

    assertThat(endings).hasSize(1);
    assertThat(endings.get(0).how()).isEqualTo(Ending.How.ABORTED);
    assertThat(endings.get(0).sentence())
        .isEqualTo(
            "errors.ratio was 1.24 % after 2.00 s, and errors.ratio < 1% is required: the run was"
                + " stopped, and drained.");
  }

  @Test
  void whatStoppedTheRunIsJudgedAsItWasThen() {
    RunFacts facts = SampleRun.facts(true, "require", "workflows.started < 100 abort");
    List<Ending> endings = new ArrayList<>();
    AbortWatch watch = AbortWatch.of(facts, endings::add).orElseThrow();
    SampleRun.intervals().forEach(watch);
    RunResult result = SampleRun.result(facts, endings.get(0), SampleRun.balancedLedger());

    Verdict verdict = Verdict.of(result);

    assertThat(result.run().counts().started()).isEqualTo(300);
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.reasons()).containsExactly(endings.get(0).sentence());
    assertThat(verdict.objectives()).hasSize(1);
    assertThat(verdict.objectives().get(0).measured()).hasValue(100);
    assertThat(verdict.objectives().get(0).outcome()).isEqualTo(ObjectiveResult.Outcome.MISSED);
  }

  private static String stopped(RunFacts facts) {
    List<Ending> endings = new ArrayList<>();
    var watch = AbortWatch.of(facts, endings::add);
    for (Interval interval : SampleRun.intervals()) {
      watch.ifPresent(present -> present.accept(interval));
      if (!endings.isEmpty()) {
        assertThat(interval.phase()).isNotEqualTo(Phase.DRAIN);
        return String.valueOf(interval.index() + 1);
      }
    }
    return "never";
  }
}
