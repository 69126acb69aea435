package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.verdict.Verdict;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateJudgeTest {
  private static final double RATE = 100;

  private static SearchGoal.Finding judge(String objective, Backlog backlog) {
    return judge(objective, "off", backlog);
  }

  private static SearchGoal.Finding judge(String objective, String trust, Backlog backlog) {
    RunFacts facts = SampleRun.facts(true, "require", objective, "require-trust", trust);
    RunResult result = SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger());
    return RateJudge.judge(RATE, result, Verdict.of(result), backlog);
  }

  /** 300 workflows closed in three seconds. */
  @ParameterizedTest
  @CsvSource({
    "workflows.started > 1, HOLDS",
    "measure:workflows.rate > 90/s, HOLDS",
    "measure:workflows.rate > 97/s, LEANS_TO_HOLD",
    "measure:workflows.rate > 103/s, LEANS_TO_BREAK",
    "measure:workflows.rate > 110/s, BREAKS",
    "measure:workflows.rate == 101/s, BREAKS",
    "tokens.lost == 0, HOLDS",
    "tokens.lost > 0, BREAKS"
  })
  void aFigureNearItsBoundIsNoClearAnswer(String objective, TrialVerdict standing) {
    SearchGoal.Finding finding = judge(objective, Backlog.NONE);
    assertThat(finding.standing()).isEqualTo(standing);
    assertThat(finding.faults().isEmpty()).isEqualTo(standing.weight() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.2, HOLDS",
    "-9, 0.2, HOLDS",
    "0.9, 9, HOLDS",
    "1.5, 2, LEANS_TO_HOLD",
    "2.5, 4, LEANS_TO_HOLD",
    "2.5, 2, LEANS_TO_BREAK",
    "2.5, 1, BREAKS",
    "30, 18, BREAKS"
  })
  void whatPilesUpBreaksTheRate(double perSecond, double margin, TrialVerdict standing) {
    SearchGoal.Finding finding =
        judge("tokens.lost == 0", new Backlog(perSecond, OptionalDouble.of(margin)));
    assertThat(finding.standing()).isEqualTo(standing);
  }

  /** The sample's generator was late. */
  @Test
  void whatMayBeTheHarnessesOwnDoingIsTriedAgain() {
    assertThat(judge("workflow.p99 < 1ns", "on", Backlog.NONE).standing())
        .isEqualTo(TrialVerdict.LEANS_TO_BREAK);
    assertThat(judge("workflow.p99 < 1ns", "off", Backlog.NONE).standing())
        .isEqualTo(TrialVerdict.BREAKS);
    assertThat(judge("workflow.p99 < 1h", "on", Backlog.NONE).standing())
        .isEqualTo(TrialVerdict.HOLDS);
    Backlog growth = new Backlog(30, OptionalDouble.of(1));
    assertThat(judge("workflow.p99 < 1h", "on", growth).standing())
        .isEqualTo(TrialVerdict.LEANS_TO_BREAK);
    assertThat(judge("tokens.lost == 0", "on", growth).standing()).isEqualTo(TrialVerdict.BREAKS);
  }

  @Test
  void aRunThatDidNotComeToItsEndSaysNothing() {
    Ending interrupted = new Ending(Ending.How.INTERRUPTED, "It was interrupted, and drained.");
    RunResult result =
        SampleRun.result(SampleRun.facts(true), interrupted, SampleRun.balancedLedger());
    assertThat(RateJudge.judge(RATE, result, Verdict.of(result), Backlog.NONE).standing())
        .isEqualTo(TrialVerdict.UNKNOWN);
  }
}
