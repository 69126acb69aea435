package dev.tokenstorm.result;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.recovery.AttemptCounts;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.recovery.FaultSpan;
import dev.tokenstorm.recovery.TimeToRecover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The sample run with faults, made by hand: one with all figures, one with few, one that missed.
 */
public final class SampleFaults {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private static final List<FaultWindow> WINDOWS =
      List.of(
          new FaultWindow(
              1, "1s: cut 500ms", 1_000 * MILLI, 1_510 * MILLI, true, "3 connections reset"),
          new FaultWindow(
              2, "2s: reset 10%", 2_000 * MILLI, 2_000 * MILLI, true, "1 connection reset"),
          new FaultWindow(
              3,
              "1h: stall 2s",
              3_600_000 * MILLI,
              3_602_000 * MILLI,
              false,
              "the run ended before it"));

  private static final List<FaultCost> COSTS =
      List.of(
          new FaultCost(
              new FaultSpan(1, 1_000 * MILLI, 1_510 * MILLI),
              600 * MILLI,
              160,
              Map.of(
                  new RpcStatus("RespondActivityTaskCompleted", "UNAVAILABLE", "", ""),
                  103L,
                  new RpcStatus("PollActivityTaskQueue", "RESOURCE_EXHAUSTED", "RPS_LIMIT", ""),
                  40L),
              24,
              6,
              Optional.of(new FaultCost.Missing(219, 54)),
              700 * MILLI,
              new TimeToRecover(OptionalLong.of(1_300 * MILLI), ""),
              Map.of(TokenState.COMPLETED, 8L, TokenState.SUPERSEDED, 4L),
              new AttemptCounts(3, 2, 1)),
          new FaultCost(
              new FaultSpan(2, 2_000 * MILLI, 2_000 * MILLI),
              100 * MILLI,
              0,
              Map.of(),
              0,
              0,
              Optional.empty(),
              0,
              new TimeToRecover(OptionalLong.empty(), "The load ended before the fault did."),
              Map.of(),
              AttemptCounts.NONE));

  private SampleFaults() {}

  /** The run. */
  public static RunResult result() {
    RunFacts facts =
        SampleRun.facts(
            true, "fault", "1s: cut 500ms", "fault", "2s: reset 10%", "fault", "1h: stall 2s");
    return SampleRun.result(facts, Ending.finished(), SampleRun.balancedLedger())
        .with(WINDOWS, COSTS);
  }
}
