package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.load.DueStarts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.PackedRecorder;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.recovery.AttemptCounts;
import dev.tokenstorm.recovery.RecoveryThreshold;
import dev.tokenstorm.recovery.StepSeries;
import dev.tokenstorm.recovery.TimeStep;
import dev.tokenstorm.result.Counts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cuts a run with faults into steps of 0.1 s. For one thread.
 *
 * <p>A run without faults has no such recorder. A step takes some 200 bytes, and about five for
 * each latency that differs, so memory is bounded by the length of the run.
 */
final class StepRecorder {
  private static final long STEP_NANOS = RecoveryThreshold.STEP.nanos();

  private final NanoClock clock;
  private final MomentReader<Counted> reader;
  private final Optional<DueStarts> schedule;
  private final PackedRecorder closing;
  private final DoubtLog doubts;
  private final StepStore steps;
  private Counted last = new Counted(Counts.NONE, Map.of());
  private long lastDue;
  private boolean begun;
  private long runStartNanos;
  private long endNanos;
  private long measuredFromNanos = Long.MAX_VALUE;
  private long measuredToNanos = Long.MAX_VALUE;

  /**
   * @param schedule the starts of an open loop; empty in a closed loop
   * @param closing takes the latency of each close
   * @param steps keeps the steps
   */
  StepRecorder(
      NanoClock clock,
      Supplier<LedgerCounts> counts,
      RpcStatuses rpcStatuses,
      Optional<DueStarts> schedule,
      PackedRecorder closing,
      DoubtLog doubts,
      StepStore steps) {
    this.clock = clock;
    this.reader =
        new MomentReader<>(clock, () -> new Counted(counts.get(), rpcStatuses.snapshot()));
    this.schedule = schedule;
    this.closing = closing;
    this.doubts = doubts;
    this.steps = steps;
  }

  /** Cumulative counts of one moment. */
  private record Counted(LedgerCounts counts, Map<RpcStatus, Long> rpc) {}

  /** Begins the first step at the run's start. */
  void begin(long startNanos, Phase first) {
    begun = true;
    runStartNanos = startNanos;
    var unused = closing.swap();
    last = reader.read().value();
    enter(first);
  }

  /** Notes a change of phase, which ends no step. */
  void enter(Phase phase) {
    long now = clock.nanoTime() - runStartNanos;
    if (phase == Phase.MEASURE) {
      measuredFromNanos = Math.min(measuredFromNanos, now);
    } else if (phase != Phase.WARMUP) {
      measuredToNanos = Math.min(measuredToNanos, now);
    }
  }

  /** Ends a step that is 0.1 s old. Steps end at multiples of 0.1 s, or as soon as possible. */
  void tick() {
    long now = clock.nanoTime() - runStartNanos;
    if (begun && now / STEP_NANOS > endNanos / STEP_NANOS && !steps.complete(endNanos)) {
      cut();
    }
  }

  /** Ends the last step. */
  void finish() {
    cut();
    begun = false;
  }

  private void cut() {
    MomentReader.Read<Counted> read = reader.read();
    long begin = endNanos;
    endNanos = read.nanos() - runStartNanos;
    Counted now = read.value();
    long due = schedule.map(starts -> starts.before(endNanos)).orElse(0L);
    steps.add(
        new TimeStep(
            begin,
            endNanos,
            due - lastDue,
            Counts.answered(now.counts) - Counts.answered(last.counts),
            Counts.closed(now.counts) - Counts.closed(last.counts),
            attempts(Counts.between(last.counts, now.counts)),
            Counts.calls(now.rpc) - Counts.calls(last.rpc),
            errors(last.rpc, now.rpc),
            closing.swap()));
    last = now;
    lastDue = due;
  }

  private static AttemptCounts attempts(LedgerCounts counts) {
    return new AttemptCounts(
        counts.tokens(TokenState.SUPERSEDED),
        counts.tokens(TokenState.TIMED_OUT),
        counts.unissued());
  }

  private static Map<RpcStatus, Long> errors(
      Map<RpcStatus, Long> before, Map<RpcStatus, Long> now) {
    Map<RpcStatus, Long> errors = new HashMap<>();
    now.forEach(
        (status, count) -> {
          long more = count - before.getOrDefault(status, 0L);
          if (more > 0 && status.isError()) {
            errors.put(status, more);
          }
        });
    return errors;
  }

  /** Returns all steps, and the doubtful tokens that are settled by now. */
  StepSeries series() {
    return new StepSeries(
        steps.steps(),
        schedule.isPresent(),
        measuredFromNanos,
        Math.min(measuredToNanos, endNanos),
        doubts.counts(runStartNanos));
  }
}
