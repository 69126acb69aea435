package dev.tokenstorm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObjectiveNotationTest {
  private final ObjectiveNotation notation = new ObjectiveNotation();

  /** Each row: as it is given, as it is written, the part of the run, the bound. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "completion.p99 < 50ms | completion.p99 < 50ms | run | 0.05",
        "workflows.rate >= 200/s | workflows.rate >= 200/s | measure | 200",
        "tokens.lost == 0 | tokens.lost == 0 | run | 0",
        "drain:completions.rate > 5k/s | drain:completions.rate > 5000/s | drain | 5000",
        "run:workflows.rate >= 90/m | run:workflows.rate >= 1.5/s | run | 1.5",
        "measure:workflows.rate >= 7200/h | workflows.rate >= 2/s | measure | 2",
        "workflows.rate>=200 | workflows.rate >= 200/s | measure | 200",
        "errors.ratio < 5% abort after 10s | errors.ratio < 5% abort after 10s | run | 0.05",
        "errors.ratio<0.1%abort | | |",
        "errors.ratio <= 0.001 abort | errors.ratio <= 0.1% abort | run | 0.001",
        "workflow.p99.9 <= 1.5 s | workflow.p99.9 <= 1.5s | run | 1.5",
        "workflow.max < 120s | workflow.max < 2m | run | 120",
        "workflow.max < 3600s | workflow.max < 1h | run | 3600",
        "workflow.max < 90s | workflow.max < 90s | run | 90",
        "workflow.max < 1m30s | workflow.max < 90s | run | 90",
        "workflow.max < 2m 05s | workflow.max < 125s | run | 125",
        "hiccup.p99 != 7 \u00b5s | hiccup.p99 != 7us | run | 0.000007",
        "hiccup.p99 != 7us | hiccup.p99 != 7us | run | 0.000007",
        "schedule-lag.mean > 0 | schedule-lag.mean > 0 | run | 0",
        "completers.busy-mean < 12.5 | completers.busy-mean < 12.5 | run | 12.5",
        "ledger:tokens.foreign == 0 | ledger:tokens.foreign == 0 | ledger | 0",
        "audit.unread == 0 | audit.unread == 0 | ledger | 0",
        "fault1:recovery < 10s | fault1:recovery < 10s | fault1 | 10",
        "fault12:errors.ratio<20% | fault12:errors.ratio < 20% | fault12 | 0.2",
        "fault2:executions.missing < 100 | fault2:executions.missing < 100 | fault2 | 100",
        "generator.allocated < 2GiB | generator.allocated < 2.147483648GB | run | 2147483648",
        "generator.allocated < 3.20 GB | generator.allocated < 3.2GB | run | 3200000000",
        "generator.allocated < 4KB | generator.allocated < 4kB | run | 4000",
        "generator.allocated < 4Ki | generator.allocated < 4.096kB | run | 4096",
        "workflows.rate > 12,345/s | workflows.rate > 12345/s | measure | 12345",
        "workflows.rate > 5/d | workflows.rate > 0.00005787037037037037/s | measure |"
            + " 0.00005787037037037037",
        "errors.ratio < 4.05 % | errors.ratio < 4.05% | run | 0.0405",
        "generator.allocation-rate < 90MB/m | generator.allocation-rate < 1.5MB/s | run | 1500000",
        "execution.p99 < 5ms | execution.p99 < 5ms | run | 0.005",
        "executions.rate > 5/s | executions.rate > 5/s | measure | 5",
        "drain:execution-corrected.p99 < 5ms | drain:execution-corrected.p99 < 5ms | drain | 0.005",
        "execution-start.mean < 5ms | execution-start.mean < 5ms | run | 0.005",
        "ledger:executions.failed == 0 | ledger:executions.failed == 0 | ledger | 0",
        "audit.executions > 0 | audit.executions > 0 | ledger | 0",
        "generator.cpu-per-execution < 1ms | generator.cpu-per-execution < 1ms | run | 0.001",
        "rpc.StartWorkflowExecution.UNAVAILABLE == 0"
            + " | rpc.StartWorkflowExecution.UNAVAILABLE == 0 | rpc | 0",
      })
  void whatIsGivenIsReadAndWritten(String given, String written, String part, Double bound)
      throws Misfit {
    if (written == null) {
      assertThatThrownBy(() -> notation.parse(given)).isInstanceOf(Misfit.class);
      return;
    }
    Objective objective = notation.parse(given);
    assertThat(notation.print(objective)).isEqualTo(written);
    assertThat(objective.part().key()).isEqualTo(part);
    assertThat(objective.bound()).isEqualTo(bound);
    assertThat(notation.parse(written)).isEqualTo(objective);
  }

  @Test
  void everyFigureOfEveryPartIsReadBackAsItIsWritten() throws Misfit {
    List<Double> bounds = List.of(0.1, 1.0, 0.3333333333333333, 0.07, 1e-9, 0.0029999999999999996);
    for (Figure figure : FigureTable.all()) {
      for (RunPart part : figure.parts()) {
        for (double bound : bounds) {
          for (Operator comparison : List.of(Operator.values())) {
            if (comparison == Operator.ABOVE && bound == 1 && figure.unit() == Unit.RATIO) {
              continue;
            }
            Objective objective =
                new Objective(
                    part, figure, comparison, bound, java.util.Optional.<Duration>empty());
            assertThat(notation.parse(notation.print(objective))).isEqualTo(objective);
          }
        }
      }
    }
  }

  /** Each row: as it is given, and what the refusal says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must be a figure, a comparison and a bound, such as 'completion.p99 < 50ms'",
        "completion.p99 | must be a figure, a comparison and a bound",
        "completion.p99 < | must be a figure, a comparison and a bound",
        "< 50ms | must be a figure, a comparison and a bound",
        "completion.p99 < 50ms, tokens.lost == 0 | with a duration such as 50ms, 1.5s or 1m30s,"
            + " not",
        "execution.avg < 50ms | must say execution.mean where it says execution.avg, or another",
        "executions.faild == 0 | must say executions.failed where it says executions.faild, or",
        "completoin.p99 < 50ms | must say completion.p99 where it says completoin.p99, or another",
        "completion_call.p99 < 5ms | must say completion.p99 where it says completion_call.p99",
        "workflows.rat > 1/s | must say workflows.rate where it says workflows.rat",
        "Tokens.Lost == 0 | must say tokens.lost where it says Tokens.Lost",
        "latency < 5ms | where it says latency, or another figure of docs/objectives.md",
        "completion.p99 = 50ms | must compare with < <= > >= == !=, not",
        "completion.p99 =< 50ms | must compare with < <= > >= == !=, not",
        "completion.p99 < 200/s | completion.p99 with a duration such as 50ms, 1.5s or 1m30s, not"
            + " 200/s",
        "completion.p99 < 50 | must compare completion.p99 with a duration",
        "completion.p99 < 5% | must compare completion.p99 with a duration",
        "workflows.rate > 50ms | must compare workflows.rate with a rate such as 200/s",
        "workflows.rate > 5/y | must compare workflows.rate with a rate",
        "tokens.lost == 0/s | must compare tokens.lost with a number such as 0, 2.5 or 10k",
        "errors.ratio < 5ms | must compare errors.ratio with a share such as 5% or 0.05",
        "generator.allocated < 5 | with an amount of memory such as 500MB or 2GiB, not 5",
        "generator.allocation-rate < 5MB | with a rate of memory such as 100MB/s, not 5MB",
        "completion.p99 < 0 | must be possible to meet, and completion.p99 is never below 0",
        "tokens.lost == -1 | must be possible to meet, and tokens.lost is never below 0",
        "errors.ratio < 500% | must compare errors.ratio with at most 100%",
        "errors.ratio > 100% | must compare errors.ratio with at most 100%",
        "drian:tokens.lost == 0 | run or warmup or measure or release or drain or ledger before"
            + " tokens.lost",
        "ledger:workflows.rate > 1/s | must have measure or run or warmup or release or drain or"
            + " fault1 before",
        "recovery < 5s | must say which fault is meant, as in fault1:recovery",
        "drain:recovery < 5s | must have fault1 before recovery, not drain",
        "fault0:recovery < 5s | must have fault1 before recovery, not fault0",
        "fault1:recovery < 5 | must compare recovery with a duration",
        "fault1:recovry < 5s | must say recovery where it says recovry",
        "fault1:completion.p99 < 5s | must have run or warmup or measure or release or drain before",
        "fault1:errors.ratio < 5% abort | must not abort by what a fault costs",
        "drain:audit.unread == 0 | must have no phase before audit.unread, not drain",
        "rpc.StartWorkflowExecuton.OK > 0 | must say rpc.StartWorkflowExecution.OK where it says",
        "rpc.PollActivityTaskQueue.RESOURCE_EXHAUSTD == 0 |"
            + " PollActivityTaskQueue.RESOURCE_EXHAUSTED where",
        "rpc.PollActivityTaskQueue == 0 | must say rpc.PollActivityTaskQueue.OK where it says",
        "errors.ratio < 5% abort after 10 | must say after what time to abort, as in abort after",
        "errors.ratio < 5% abort after | with a share such as 5% or 0.05, not",
        "release:errors.ratio < 5% abort | must not abort in the release, when nothing starts",
        "drain:errors.ratio < 5% abort | must not abort in the drain, when nothing starts",
      })
  void whatIsNoObjectiveIsRefusedWithTheWayOut(String given, String expected) {
    assertThatThrownBy(() -> notation.parse(given))
        .isInstanceOfSatisfying(
            Misfit.class,
            misfit ->
                assertThat(misfit.sentence("--require", given))
                    .startsWith("--require must ")
                    .contains(expected)
                    .endsWith("."));
  }

  @Test
  void aLongTextCostsNothing() {
    assertThatThrownBy(() -> notation.parse("completion.p99 < " + "1 ".repeat(100_000)))
        .isInstanceOf(Misfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "BELOW, true, false, false",
    "AT_MOST, true, true, false",
    "ABOVE, false, false, true",
    "AT_LEAST, false, true, true",
    "EQUAL, false, true, false",
    "UNEQUAL, true, false, true"
  })
  void comparisonsHoldAsTheirSignsSay(
      Operator comparison, boolean below, boolean equal, boolean above) {
    assertThat(comparison.holds(1, 2)).isEqualTo(below);
    assertThat(comparison.holds(2, 2)).isEqualTo(equal);
    assertThat(comparison.holds(3, 2)).isEqualTo(above);
  }
}
