package dev.tokenstorm.fleet;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.result.CellEnd;
import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The figures of one cell, by which it is judged for itself. For one thread. */
final class CellFigures implements Consumer<Interval> {
  private final RunRecorder recorder;

  CellFigures(RunFacts fleet, Share share) {
    RunPlan plan = fleet.plan();
    this.recorder =
        new RunRecorder(
            new RunFacts(
                plan.ofCell(share, plan.target().choice(), plan.output().directory()),
                fleet.settings(),
                fleet.startedAt(),
                fleet.target(),
                fleet.host()));
  }

  @Override
  public void accept(Interval interval) {
    recorder.accept(interval);
  }

  CellReport report(CellSeat seat) {
    CellEnd end = seat.end().orElseThrow();
    RunResult result = recorder.finish(end.ending(), end.ledger(), end.rpc(), end.cutPolls());
    Optional<LatencySummary> lag =
        Optional.ofNullable(result.run().latencies().get(Latency.SCHEDULE_LAG));
    return new CellReport(
        seat.name(),
        seat.state() == CellSeat.State.LOST ? CellReport.Fate.LOST : CellReport.Fate.ENDED,
        seat.longestSilence(),
        end.ledger().counts().started(),
        result.phase(Phase.MEASURE).workflowsPerSecond().orElse(0),
        lag.filter(recorded -> recorded.count() > 0)
            .map(recorded -> OptionalDouble.of(recorded.p99()))
            .orElseGet(OptionalDouble::empty),
        result.run().generator().seconds() > 0 ? result.run().generator().coresUsed() : 0,
        Verdict.of(result).doubts().stream()
            .filter(doubt -> ofGenerator(doubt.kind()))
            .map(Doubt::sentence)
            .toList());
  }

  /** What is the server's, or follows from few samples, is judged of the fleet alone. */
  private static boolean ofGenerator(Doubt.Kind kind) {
    return switch (kind) {
      case GENERATOR_LATE, HOST_SATURATED, OWN_PAUSES -> true;
      case WARM_UP, FEW_SAMPLES, NO_STEADY_STATE, LOAD_HELD_BACK, CELL_APART -> false;
    };
  }
}
