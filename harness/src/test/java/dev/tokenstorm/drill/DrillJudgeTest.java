package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.recovery.TimeToRecover;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleFaults;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DrillJudgeTest {
  private static final PlannedDrill DRILL = SampleDrills.plan().drills().get(0);
  private static final List<FaultWindow> WINDOWS = SampleFaults.result().faults();
  private static final List<FaultCost> COSTS = SampleFaults.result().costs();
  private static final Ending LOST =
      new Ending(
          Ending.How.TARGET_LOST, "The target has been out of reach for 10 s, and was given up.");

  /** Returns the row of a run with one fault. */
  private static DrillRow row(FaultWindow fault, List<FaultCost> costs, String... further) {
    List<String> flags = new ArrayList<>(List.of("fault", "1s: cut 500ms", "require-trust", "off"));
    flags.addAll(List.of(further));
    RunResult result =
        SampleRun.result(
                SampleRun.facts(true, flags.toArray(String[]::new)),
                Ending.finished(),
                SampleRun.balancedLedger())
            .with(List.of(fault), costs);
    return DrillJudge.row(DRILL, result, Verdict.of(result), false, 51, "runs/001-connections-cut");
  }

  private static DrillRow cut(String... further) {
    return row(WINDOWS.get(0), COSTS.subList(0, 1), further);
  }

  @Test
  void aDrillHoldsWhoseRunPassesAndItsRowSaysWhatHappened() {
    DrillRow row = cut("require", "fault1:recovery < 2s");

    assertThat(row.reason()).isEmpty();
    assertThat(row.verdict()).isEqualTo(DrillVerdict.HELD);
    assertThat(row.happened())
        .isEqualTo("cut 500ms: 3 connections reset; 143 of 160 calls went wrong");
    assertThat(row.recoveredSeconds()).hasValue(1.3);
    assertThat(row.lost()).hasValue(0);
    assertThat(row.folder()).contains("runs/001-connections-cut");
  }

  @Test
  void aMissedObjectiveIsTheReason() {
    DrillRow row = cut("require", "fault1:recovery < 1s");

    assertThat(row.verdict()).isEqualTo(DrillVerdict.DID_NOT_HOLD);
    assertThat(row.reason())
        .isEqualTo("fault1:recovery was 1.30 s, and fault1:recovery < 1s is required.");
    assertThat(row.recoveredSeconds()).hasValue(1.3);
  }

  /** Returns what a fault cost of whose recovery only is known why it has no figure. */
  private static FaultCost unknown(FaultCost known, String reason) {
    return new FaultCost(
        known.span(),
        known.nanos(),
        known.calls(),
        known.errors(),
        known.completions(),
        known.closed(),
        known.missing(),
        known.gapNanos(),
        new TimeToRecover(OptionalLong.empty(), reason),
        known.doubts(),
        known.attempts());
  }

  @Test
  void aRecoveryWithoutAFigureIsToldWithItsReason() {
    FaultCost unknown = unknown(COSTS.get(0), "The load ended before the fault did.");

    DrillRow row = row(WINDOWS.get(0), List.of(unknown), "require", "fault1:recovery < 1s");

    assertThat(row.verdict()).isEqualTo(DrillVerdict.DID_NOT_HOLD);
    assertThat(row.reason())
        .isEqualTo("There is no fault1:recovery: The load ended before the fault did.");
    assertThat(row.recoveredSeconds()).isEmpty();
  }

  /** Each fault has a reason of its own. */
  @Test
  void aRecoveryWithoutAFigureIsToldWithTheReasonOfTheFaultThatItsObjectiveNames() {
    RunResult result =
        SampleRun.result(
                SampleRun.facts(
                    true,
                    "fault",
                    "1s: cut 500ms",
                    "fault",
                    "2s: reset 10%",
                    "require-trust",
                    "off",
                    "require",
                    "fault2:recovery < 1s"),
                Ending.finished(),
                SampleRun.balancedLedger())
            .with(
                WINDOWS.subList(0, 2),
                List.of(
                    unknown(COSTS.get(0), "Fault 2 began before the run had recovered."),
                    unknown(COSTS.get(1), "The load ended before the fault did.")));

    DrillRow row =
        DrillJudge.row(DRILL, result, Verdict.of(result), false, 51, "runs/001-connections-cut");

    assertThat(row.reason())
        .isEqualTo("There is no fault2:recovery: The load ended before the fault did.");
  }

  @Test
  void aFaultThatDidNotHappenIsTheReason() {
    DrillRow row = row(WINDOWS.get(2), List.of());

    assertThat(row.verdict()).isEqualTo(DrillVerdict.DID_NOT_HOLD);
    assertThat(row.reason())
        .startsWith("Fault 3 (1h: stall 2s) did not happen: the run ended before it");
    assertThat(row.happened()).isEqualTo("stall 2s: the run ended before it");
  }

  private static RunResult withoutServer(Ending ending, List<String> imbalances) {
    LedgerReport ledger = new LedgerReport(SampleRun.counts(4, 4), imbalances, List.of(), 0);
    return SampleRun.result(SampleRun.facts(true, "fault", "1s: cut 500ms"), ending, ledger)
        .with(
            List.of(new FaultWindow(1, "15s: kill-server", 1, 1, true, "process 4711 was killed")),
            List.of());
  }

  private static DrillRow gone(
      RunResult result, Verdict verdict, boolean couldNot, double seconds) {
    PlannedDrill drill =
        TestPlans.drills(List.of(), "target", "dev-server", "only", "server-gone").drills().get(0);
    return DrillJudge.row(drill, result, verdict, couldNot, seconds, "runs/001-server-gone");
  }

  private static DrillRow gone(Ending ending, List<String> imbalances, double seconds) {
    RunResult result = withoutServer(ending, imbalances);
    return gone(result, Verdict.of(result), true, seconds);
  }

  /** Users are told so, and whoever starts the run in a script sees it by the exit code. */
  @Test
  void aRunThatGivesAServerUpWithoutSayingSoDoesNotHold() {
    RunResult lost = withoutServer(LOST, List.of());
    RunResult finished = withoutServer(Ending.finished(), List.of());

    assertThat(gone(lost, Verdict.of(lost), false, 31).reason())
        .isEqualTo(
            "The run's exit code was not 1, as that of a run that could not come to its end.");
    assertThat(gone(lost, Verdict.of(finished), true, 31).reason())
        .isEqualTo("The run's verdict does not say that its target was given up.");
  }

  /** Its verdict is failed, as that of every run that loses its target. */
  @Test
  void aRunThatGivesUpAServerThatIsGoneHoldsIfItsLedgerBalances() {
    DrillRow row = gone(LOST, List.of(), 31);

    assertThat(row.reason()).isEmpty();
    assertThat(row.verdict()).isEqualTo(DrillVerdict.HELD);
    assertThat(row.happened())
        .isEqualTo(
            "kill-server: process 4711 was killed; The target has been out of reach for 10 s, and"
                + " was given up.");
    assertThat(gone(LOST, List.of("1 token is missing."), 31).reason())
        .isEqualTo("The ledger does not balance: 1 token is missing.");
    assertThat(gone(LOST, List.of(), 90).reason())
        .isEqualTo("It took 90.0 s, and was to end within 55.0 s.");
    assertThat(gone(Ending.finished(), List.of(), 31).reason())
        .isEqualTo("The run did not give its target up. The run finished.");
  }
}
