package dev.tokenstorm.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.LedgerReport.Finding;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.result.CellEnd;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetRecorderTest {
  private final FleetRecorder recorder =
      new FleetRecorder(SampleRun.facts(false), 2, interval -> {});

  private static LedgerCounts counts(long started, long completed) {
    return new LedgerCounts(
        started,
        0,
        0,
        started,
        0,
        Map.of(ExecutionState.COMPLETED, completed),
        started,
        Map.of(TokenState.COMPLETED, started),
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private static CellEnd end(LedgerReport ledger, Ending ending) {
    return new CellEnd(
        ending,
        ledger,
        SampleRun.rpc(2),
        new CutPolls(2, Duration.ofSeconds(3)),
        LoadProfile.NONE);
  }

  private static CellEnd end(LedgerReport ledger) {
    return end(ledger, Ending.finished());
  }

  private static LedgerReport balanced(long count, Finding... findings) {
    return new LedgerReport(counts(count, count), List.of(), List.of(findings), findings.length);
  }

  @Test
  void ledgers_attempts_and_cut_polls_are_added() {
    Finding first = new Finding("wrong-end", "run-c0-7", "It failed.");
    Finding second = new Finding("wrong-end", "run-c1-8", "It failed.");
    recorder.end(1, end(balanced(5, second)));
    recorder.end(0, end(balanced(3, first)));

    RunResult result = recorder.finish();

    assertThat(result.ledger().counts().started()).isEqualTo(8);
    assertThat(result.ledger().balanced()).isTrue();
    assertThat(result.ledger().findings()).containsExactly(first, second);
    assertThat(result.ledger().findingsTotal()).isEqualTo(2);
    assertThat(result.rpc()).isEqualTo(SampleRun.rpc(4));
    assertThat(result.cutPolls()).isEqualTo(new CutPolls(4, Duration.ofSeconds(6)));
    assertThat(result.ending()).isEqualTo(Ending.finished());
  }

  @Test
  void what_one_cell_lacks_is_not_made_good_by_what_another_has_too_many_of() {
    recorder.end(0, end(new LedgerReport(counts(3, 2), List.of("1 is missing."), List.of(), 0)));
    recorder.end(1, end(new LedgerReport(counts(3, 4), List.of("1 too many."), List.of(), 0)));

    assertThat(recorder.finish().ledger().imbalances())
        .containsExactly("Cell c0: 1 is missing.", "Cell c1: 1 too many.");
  }

  @Test
  void the_sums_are_checked_even_if_each_cell_says_that_it_balances() {
    recorder.end(0, end(new LedgerReport(counts(3, 2), List.of(), List.of(), 0)));
    recorder.end(1, end(balanced(1)));

    assertThat(recorder.finish().ledger().imbalances())
        .containsExactly("4 executions were started, but 3 reached a final state.");
  }

  @Test
  void the_gravest_ending_is_the_fleets_by_the_name_of_its_cell() {
    recorder.end(0, end(balanced(1)));
    recorder.end(1, end(balanced(1), new Ending(How.TARGET_LOST, "The target is gone.")));

    Ending ending = recorder.finish().ending();

    assertThat(ending.how()).isEqualTo(How.TARGET_LOST);
    assertThat(ending.sentence()).isEqualTo("Cell c1: The target is gone.");
  }

  @Test
  void a_fleet_has_no_result_before_each_cell_has_an_end() {
    recorder.end(0, end(balanced(1)));

    assertThatThrownBy(recorder::finish).isInstanceOf(IllegalStateException.class);
  }
}
