package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.ledger.WorkflowState;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.SampleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  private static final Ending FINISHED = Ending.finished();
  private static final Ending INTERRUPTED =
      new Ending(Ending.How.INTERRUPTED, "Interrupted after 4 s.");

  @Test
  void aRunWhoseLedgerBalancesAndWhoseEndsAreRightPasses() {
    Verdict verdict = Verdict.of(SampleRun.result(false));
    assertThat(verdict)
        .isEqualTo(new Verdict(Verdict.Outcome.PASSED, List.of(), List.of(), List.of()));
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
  void wrongEndsAndDisagreementsOfTheAuditFailTheRun() {
    assertThat(verdict(FINISHED, other(0, 0, 0, 0, 2, 1)).reasons())
        .containsExactly(
            "2 workflows ended otherwise than the draws say.",
            "1 statement of the ledger was contradicted by the audit.");
  }

  @ParameterizedTest
  @EnumSource(
      value = WorkflowState.class,
      names = {"TERMINATED", "OPEN_AT_END", "UNKNOWN"})
  void aWorkflowLeftBehindFailsTheRunAlsoWhenItWasInterrupted(WorkflowState state) {
    LedgerCounts left =
        new LedgerCounts(0, 0, 0, 0, Map.of(state, 1L), 0, Map.of(), 0, 0, 0, 0, 0, 0);
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
        new LedgerCounts(0, 0, 0, 0, Map.of(), 0, Map.of(state, 2L), 0, 0, 0, 0, 0, 0);
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
  void foreignTokensAndUnissuedAttemptsAreNotes() {
    Verdict verdict = verdict(FINISHED, other(0, 0, 1, 1_200, 0, 0));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASSED);
    assertThat(verdict.notes())
        .containsExactly(
            "1,200 tokens of other workflows were seen, and not completed.",
            "1 attempt was started or closed by the server without a token reaching us.");
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
    LedgerCounts unread = new LedgerCounts(0, 0, 0, 0, Map.of(), 0, Map.of(), 0, 0, 0, 0, 2, 0);
    assertThat(verdict(FINISHED, unread).reasons())
        .containsExactly("2 histories could not be read for the audit.");
  }

  private static LedgerCounts other(
      long dropped, long rejected, long unissued, long foreign, long wrongEnds, long disagreed) {
    return new LedgerCounts(
        0, dropped, rejected, 0, Map.of(), 0, Map.of(), unissued, foreign, wrongEnds, 0, 0,
        disagreed);
  }

  private static Verdict verdict(Ending ending, LedgerCounts besides) {
    LedgerCounts counts = Counts.sum(SampleRun.counts(4, 4), besides);
    return Verdict.of(
        SampleRun.result(false, ending, new LedgerReport(counts, List.of(), List.of(), 0)));
  }
}
