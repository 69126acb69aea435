package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.SizeLimit;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.MadeRun;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  private static final Ending FINISHED = Ending.finished();
  private static final Ending INTERRUPTED =
      new Ending(Ending.How.INTERRUPTED, "Interrupted after 4 s.");

  @Test
  void aRunWhoseLedgerBalancesAndWhoseEndsAreRightPasses() {
    Verdict verdict = Verdict.of(SampleRun.result(false));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(verdict.invariants()).hasSize(10).allMatch(Invariant::held);
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.notes()).isEmpty();
  }

  @Test
  void anImbalanceFailsTheRunAndIsNamedAlsoWhenItWasInterrupted() {
    LedgerReport ledger =
        new LedgerReport(SampleRun.counts(4, 4), List.of("2 tokens are missing."), List.of(), 0);
    for (Ending ending : List.of(FINISHED, INTERRUPTED)) {
      Verdict verdict = Verdict.of(SampleRun.result(false, ending, ledger));
      assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
      assertThat(verdict.reasons())
          .containsExactly("The ledger does not balance: 2 tokens are missing.");
    }
  }

  @Test
  void anInterruptionIsNoGoodEndButFailsNoRun() {
    Verdict verdict = Verdict.of(SampleRun.result(false, INTERRUPTED, SampleRun.balancedLedger()));

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.invariants().stream().filter(invariant -> !invariant.held()))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.name()).isEqualTo("The run comes to its end");
              assertThat(end.breaches()).containsExactly("Interrupted after 4 s.");
            });
  }

  @Test
  void wrongEndsAndDisagreementsOfTheAuditFailTheRun() {
    assertThat(verdict(FINISHED, other(0, 0, 0, 0, 2, 1)).reasons())
        .containsExactly(
            "2 workflows ended otherwise than the draws say.",
            "1 statement of the ledger was contradicted by the audit.");
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionState.class,
      names = {"TERMINATED", "OPEN_AT_END", "UNKNOWN"})
  void aWorkflowLeftBehindFailsTheRunAlsoWhenItWasInterrupted(ExecutionState state) {
    LedgerCounts left =
        new LedgerCounts(0, 0, 0, 0, 0, Map.of(state, 1L), 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);
    assertThat(verdict(FINISHED, left).reasons()).hasSize(1).first().asString().contains("1 work");
    assertThat(verdict(INTERRUPTED, left).outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict(INTERRUPTED, left).notes()).containsExactly("Interrupted after 4 s.");
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenState.class,
      names = {"PENDING", "UNKNOWN"})
  void aTokenLeftBehindFailsTheRunAlsoWhenItWasInterrupted(TokenState state) {
    LedgerCounts left =
        new LedgerCounts(0, 0, 0, 0, 0, Map.of(), 0, Map.of(state, 2L), 0, 0, 0, 0, 0, 0, 0);
    assertThat(verdict(FINISHED, left).reasons()).hasSize(1).first().asString().contains("2 token");
    assertThat(verdict(INTERRUPTED, left).outcome()).isEqualTo(Verdict.Outcome.FAILED);
  }

  @Test
  void aRefusedStartFailsTheRunAndADroppedArrivalIsANote() {
    assertThat(verdict(FINISHED, other(0, 3, 0, 0, 0, 0)).reasons())
        .containsExactly("3 starts were refused by the target for good.");
    Verdict dropped = verdict(FINISHED, other(1, 0, 0, 0, 0, 0));
    assertThat(dropped.outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(dropped.notes())
        .containsExactly("1 arrival was dropped at the bound of --in-flight.");
  }

  @Test
  void workflowsThatFailedOfLostStartsAreANote() {
    assertThat(failedByUnissued(1).outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(failedByUnissued(1).notes())
        .containsExactly("1 of 400 workflows failed because the server lost its starts.");
    assertThat(failedByUnissued(9).notes())
        .containsExactly("9 of 400 workflows failed because the server lost their starts.");
    assertThat(failedByUnissued(0).notes()).isEmpty();
  }

  private static Verdict failedByUnissued(long failed) {
    return verdict(
        FINISHED, new LedgerCounts(0, 0, 0, 0, 0, Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0, failed));
  }

  @Test
  void foreignTokensAndUnissuedAttemptsAreNotes() {
    Verdict verdict = verdict(FINISHED, other(0, 0, 1, 1_200, 0, 0));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(verdict.notes())
        .containsExactly(
            "1,200 tokens of other workflows were seen, and not completed.",
            "1 attempt was started or closed by the server without a token reaching us.");
  }

  @Test
  void whatTheServerFoundTooLargeIsANoteThatSaysItIsNoThrottling() {
    RunResult sample = SampleRun.result(false);
    RpcStatus tooLarge =
        new RpcStatus(
            "RespondWorkflowTaskCompleted",
            "RESOURCE_EXHAUSTED",
            SizeLimit.MESSAGE_TOO_LARGE.name(),
            "");
    RunResult result =
        new RunResult(
            sample.facts(),
            sample.ending(),
            sample.run(),
            sample.phases(),
            sample.course(),
            sample.byLoad(),
            sample.ledger(),
            Map.of(tooLarge, 6L),
            CutPolls.NONE);
    assertThat(Verdict.of(result).notes())
        .containsExactly(
            "6 calls were refused for being larger than the server takes, which is no throttling;"
                + " lower --payload-bytes or --branches.");
  }

  @Test
  void aRunThatStartedNothingFails() {
    LedgerReport empty = new LedgerReport(Counts.NONE, List.of(), List.of(), 0);
    assertThat(Verdict.of(SampleRun.result(false, FINISHED, empty)).reasons())
        .containsExactly("No workflow started.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.How.class,
      names = {"TARGET_LOST", "FAILED"})
  void aRunThatCouldNotEndFailsWithTheReason(Ending.How how) {
    Ending ending = new Ending(how, "127.0.0.1:7233 went away and did not come back.");
    assertThat(Verdict.of(SampleRun.result(true, ending, SampleRun.balancedLedger())).reasons())
        .containsExactly("127.0.0.1:7233 went away and did not come back.");
  }

  @Test
  void aHistoryThatCouldNotBeReadFailsTheRunThatAskedForIt() {
    LedgerCounts unread =
        new LedgerCounts(0, 0, 0, 0, 0, Map.of(), 0, Map.of(), 0, 0, 0, 0, 2, 0, 0);
    assertThat(verdict(FINISHED, unread).reasons())
        .containsExactly("2 histories could not be read for the audit, or too many waited to try.");
  }

  /** Each row: an objective of a run whose generator was late, and the verdict. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflow.p50 < 1s | UNTRUSTWORTHY",
        "workflow.p50 < 1ms | UNTRUSTWORTHY",
        "workflows.rate > 1M/s | UNTRUSTWORTHY",
        "workflow.count == 0 | FAILED",
        "workflows.closed == 0 | FAILED",
        "errors.ratio < 1% | FAILED",
        "drain:workflow.p50 < 1s | FAILED",
        "schedule-lag.p99 < 1ms | FAILED",
      })
  void aDoubtExcusesTheFiguresThatItIsAboutAndNoOthers(String objective, Verdict.Outcome outcome) {
    Verdict verdict = Verdict.of(late("require", objective, "require", "workflow.mean < 1h"));
    assertThat(verdict.doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.GENERATOR_LATE);
    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.reasons()).isEmpty();
  }

  @Test
  void tooFewSamplesForOneObjectiveDoNotExcuseAnother() {
    String scarce = "workflow.p99.99 < 1h";
    assertThat(Verdict.of(steady("require", scarce)).outcome())
        .isEqualTo(Verdict.Outcome.UNTRUSTWORTHY);
    Verdict verdict = Verdict.of(steady("require", scarce, "require", "completion.p99 < 1us"));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.doubts()).hasSize(1);
  }

  @Test
  void aServerThatFallsBehindIsNotExcusedByTheDriftThatFollows() {
    for (Verdict.Outcome outcome : List.of(Verdict.Outcome.UNTRUSTWORTHY, Verdict.Outcome.FAILED)) {
      String bound = outcome == Verdict.Outcome.FAILED ? "workflow.p50 < 1ms" : "workflow.p50 < 1h";
      Verdict verdict =
          Verdict.of(
              MadeRun.course(SampleRun.facts(true, "require", bound), 20, i -> 100 + 50 * i));
      assertThat(verdict.doubts())
          .extracting(Doubt::kind)
          .containsExactly(Doubt.Kind.NO_STEADY_STATE);
      assertThat(verdict.outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void aRunWithoutObjectivesIsDoubtedToo() {
    Verdict verdict = Verdict.of(late());
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.UNTRUSTWORTHY);
    assertThat(verdict.judgement().outcome()).isEqualTo("untrustworthy");
    assertThat(verdict.judgement().doubts()).isEqualTo(verdict.doubts()).hasSize(1);
  }

  @Test
  void whereTrustIsNotRequiredDoubtsDecideNothing() {
    Verdict passed = Verdict.of(late("require-trust", "off", "require", "workflow.p50 < 1s"));
    assertThat(passed.outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(passed.doubts()).hasSize(1);

    Verdict missed = Verdict.of(late("require-trust", "off", "require", "workflow.p50 < 1ms"));
    assertThat(missed.outcome()).isEqualTo(Verdict.Outcome.FAILED);
  }

  @Test
  void aRunThatDidNotDoWhatItWasToFailsHoweverDoubtfulItsFigures() {
    Ending ending = new Ending(Ending.How.TARGET_LOST, "It went away.");
    Verdict verdict = Verdict.of(SampleRun.result(true, ending, SampleRun.balancedLedger()));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.reasons()).containsExactly("It went away.");
    assertThat(verdict.doubts()).isNotEmpty();
  }

  @Test
  void droppedArrivalsAreToldOnce() {
    RunResult dropped = MadeRun.of(SampleRun.facts(true), 1, second -> second.dropped = 3);
    assertThat(Verdict.of(dropped).doubts())
        .singleElement()
        .extracting(Doubt::sentence)
        .asString()
        .startsWith("The bound of --in-flight (6,000) was reached, and 3 arrivals were dropped,");
    assertThat(Verdict.of(dropped).notes()).noneMatch(note -> note.contains("dropped"));
    RunResult counted =
        MadeRun.of(
            SampleRun.facts(true, "require", "tokens.lost == 0"), 1, second -> second.dropped = 1);
    assertThat(Verdict.of(counted).outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(Verdict.of(counted).notes())
        .contains("1 arrival was dropped at the bound of --in-flight.");
  }

  @Test
  void aRunThatDidNotCarryOutItsPlanNeverPasses() {
    LedgerCounts cut = new LedgerCounts(0, 0, 0, 0, 12, Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);
    String unstarted =
        "12 of the 412 planned workflows were not started, as the driver was stopped.";
    assertThat(verdict(FINISHED, cut).reasons()).containsExactly(unstarted);
    assertThat(verdict(INTERRUPTED, cut).reasons()).containsExactly(unstarted);

    Ending shorter = FINISHED.missing(Duration.ofSeconds(48));
    assertThat(verdict(shorter, Counts.NONE).reasons())
        .containsExactly("The driver was stopped 48.0 s before the end of --duration.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.How.class,
      names = {"ABORTED", "NOT_PARKED", "TARGET_LOST", "FAILED"})
  void whereTheEndingIsAFaultItIsTheOneReasonForWhatWasNotReached(Ending.How how) {
    LedgerCounts cut = new LedgerCounts(0, 0, 0, 0, 12, Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);
    Verdict verdict = verdict(new Ending(how, "It ended early."), cut);
    assertThat(verdict.reasons()).containsExactly("It ended early.");
    assertThat(verdict.notes())
        .contains("12 of the 412 planned workflows were not started, as the driver was stopped.");
  }

  @Test
  void pollsThatAreCutAgainAndAgainAreNotedWithWhatUsuallyCutsThem() {
    RunFacts facts = SampleRun.facts(false, "worker-pollers", "5");
    assertThat(Verdict.of(cut(facts, 11)).notes())
        .anyMatch(note -> note.startsWith("11 polls for tasks were cut, 4.00 s after their start"))
        .anyMatch(note -> note.contains("load balancers"));
    // A server that was restarted cuts each of the ten once.
    assertThat(Verdict.of(cut(facts, 10)).notes()).noneMatch(note -> note.contains("cut"));
  }

  /**
   * The wire worker has polls for workflow tasks, for those of its sticky queue, and activities.
   */
  @Test
  void aServerThatWasRestartedCutsThreeKindsOfPollsOfTheWireWorkerOnce() {
    RunFacts facts = SampleRun.facts(false, "worker", "wire", "worker-pollers", "5");
    assertThat(Verdict.of(cut(facts, 15)).notes()).noneMatch(note -> note.contains("cut"));
    assertThat(Verdict.of(cut(facts, 16)).notes()).anyMatch(note -> note.contains("were cut"));
  }

  @Test
  void aDrainThatWaitsForNoTimeoutIsNotedWherePollsAreCut() {
    String lost = "A task that such a poll had been given is lost until it times out";
    assertThat(Verdict.of(cut(drainOf("61s"), 11)).notes()).contains(lost + ".");
    assertThat(Verdict.of(cut(drainOf("1m"), 11)).notes())
        .contains(lost + ", after 1m; only a --drain-timeout above that waits for it.");
  }

  @Test
  void resultsThatClientsDidNotSeeAreNoted() {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(false));
    SampleRun.intervals().forEach(recorder);
    RunResult result =
        recorder.finish(FINISHED.unseen(3), SampleRun.balancedLedger(), Map.of(), CutPolls.NONE);

    assertThat(Verdict.of(result).notes())
        .contains("3 results that a client waited for were not seen by the end of the run.");
  }

  private static RunFacts drainOf(String timeout) {
    return SampleRun.facts(false, "worker-pollers", "5", "drain-timeout", timeout);
  }

  private static RunResult cut(RunFacts facts, long polls) {
    RunRecorder recorder = new RunRecorder(facts);
    SampleRun.intervals().forEach(recorder);
    return recorder.finish(
        FINISHED,
        SampleRun.balancedLedger(),
        Map.of(),
        new CutPolls(polls, Duration.ofSeconds(4 * polls)));
  }

  @Test
  void aTargetThatSharesTheHostIsANote() {
    assertThat(Verdict.of(steady()).notes())
        .containsExactly(
            "The target shares this host's 2 cores with the harness, so each slows the other.");
  }

  private static RunResult late(String... flags) {
    return MadeRun.of(SampleRun.facts(true, flags), 6, second -> second.lagMillis = 30);
  }

  private static RunResult steady(String... flags) {
    return MadeRun.of(SampleRun.facts(true, flags), 6, second -> {});
  }

  private static LedgerCounts other(
      long dropped, long rejected, long unissued, long foreign, long wrongEnds, long disagreed) {
    return new LedgerCounts(
        0, dropped, rejected, 0, 0, Map.of(), 0, Map.of(), unissued, foreign, wrongEnds, 0, 0,
        disagreed, 0);
  }

  private static Verdict verdict(Ending ending, LedgerCounts besides) {
    LedgerCounts counts = Counts.sum(SampleRun.counts(4, 4), besides);
    return Verdict.of(
        SampleRun.result(false, ending, new LedgerReport(counts, List.of(), List.of(), 0)));
  }
}
