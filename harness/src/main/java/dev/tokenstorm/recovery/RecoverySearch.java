package dev.tokenstorm.recovery;

import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Looks for the first window after each fault in which a run is as good as it was before. Faults
 * are asked for in the order of their numbers.
 *
 * <p>What a run was before says nothing if another fault went on then, or if the run had not yet
 * recovered from one. Nor does a window that reaches into another fault. Then there is no figure,
 * and the reason names that fault.
 *
 * <p>Also a fault without a figure has an effect on the run. It is over when the run is as it was
 * before the last fault of which that is known. Where no such fault is, it may go on until the
 * search ends.
 */
final class RecoverySearch {
  private static final long BEFORE_NANOS = RecoveryThreshold.BEFORE.nanos();
  private static final long WINDOW_NANOS = RecoveryThreshold.WINDOW.nanos();
  private static final long STEP_NANOS = RecoveryThreshold.STEP.nanos();
  private static final long SEARCH_NANOS = RecoveryThreshold.SEARCH.nanos();

  /** How far a sum of whole steps may be from a length. */
  private static final long GRAIN_NANOS = STEP_NANOS / 2;

  private final StepSeries series;
  private final List<FaultSpan> faults;

  /** Latencies of one window after the other: a histogram is too large to make one for each. */
  private final Histogram scratch = LatencyRecorders.newHistogram();

  /** For how long each fault may have had an effect, of those that were asked for. */
  private final List<Effect> effects = new ArrayList<>();

  /** How the run was before the last fault of which that is known. */
  private Optional<StateBefore> usual = Optional.empty();

  RecoverySearch(StepSeries series, List<FaultSpan> faults) {
    this.series = series;
    this.faults = faults;
  }

  /**
   * What was found out about a fault.
   *
   * @param before how the run was before it; empty if that is not known
   */
  record Found(Optional<StateBefore> before, TimeToRecover recovery) {}

  /**
   * For how long a fault may have had an effect.
   *
   * @param fault when it went on
   * @param span from its begin until the run had recovered, or was not looked at any more
   * @param compared whether the run after it was compared with one that no fault had touched
   */
  private record Effect(FaultSpan fault, FaultSpan span, boolean compared) {}

  /** Where windows after a fault have to end, and what is said if no window is good until then. */
  private record Limit(long nanos, String reason) {}

  /** Looks for the window of the next fault. */
  Found next() {
    int index = effects.size();
    FaultSpan fault = faults.get(index);
    StateBefore state = StateBefore.of(before(fault), scratch);
    Optional<String> unclear = unclear(fault, state);
    if (unclear.isEmpty()) {
      usual = Optional.of(state);
    }
    Limit limit = limit(index);
    TimeToRecover recovery =
        usual
            .map(before -> recovery(fault, before, limit))
            .orElse(TimeToRecover.unknown(limit.reason()));
    effects.add(effect(fault, recovery, limit));
    return unclear.isPresent()
        ? new Found(Optional.empty(), TimeToRecover.unknown(unclear.get()))
        : new Found(Optional.of(state), recovery);
  }

  /** A fault without a figure may have had an effect as well. */
  private Effect effect(FaultSpan fault, TimeToRecover recovery, Limit limit) {
    long end =
        recovery.nanos().isPresent()
            ? fault.endNanos() + recovery.nanos().getAsLong()
            : Math.max(fault.endNanos(), limit.nanos());
    return new Effect(
        fault, new FaultSpan(fault.number(), fault.beginNanos(), end), usual.isPresent());
  }

  /** Sums the last whole steps before a fault. */
  private StepSum before(FaultSpan fault) {
    int to = series.from(fault.beginNanos());
    if (to > 0 && series.steps().get(to - 1).endNanos() > fault.beginNanos()) {
      to--;
    }
    long end = to > 0 ? series.steps().get(to - 1).endNanos() : 0;
    return series.sum(Math.min(to, series.from(end - BEFORE_NANOS - GRAIN_NANOS)), to);
  }

  /** Says why it is not known how the run was before a fault; empty if it is known. */
  private Optional<String> unclear(FaultSpan fault, StateBefore state) {
    if (fault.beginNanos() >= series.measuredToNanos()) {
      return Optional.of("The fault began when nothing was started any more.");
    }
    long measured = Math.max(0, fault.beginNanos() - series.measuredFromNanos());
    if (measured < BEFORE_NANOS - STEP_NANOS || state.sum().nanos() == 0) {
      return Optional.of(
          "Only %s of the measured phase lie before the fault, and %s are needed."
              .formatted(seconds(measured), seconds(BEFORE_NANOS)));
    }
    for (Effect effect : effects) {
      if (effect.span.within(fault.beginNanos() - BEFORE_NANOS, fault.beginNanos())) {
        return Optional.of(touched(effect, fault));
      }
    }
    return tooFew(state.sum());
  }

  private static String touched(Effect effect, FaultSpan fault) {
    boolean known =
        effect.compared
            || effect.fault.within(fault.beginNanos() - BEFORE_NANOS, fault.beginNanos());
    return (known
            ? "In the %s before the fault, fault %d went on or the run had not recovered from it."
            : "In the %s before the fault, it is not known whether the run had recovered from fault"
                + " %d.")
        .formatted(seconds(BEFORE_NANOS), effect.fault.number());
  }

  private static Optional<String> tooFew(StepSum sum) {
    double expected = sum.completions() * RecoveryThreshold.WINDOW.value() / sum.seconds();
    if (Math.round(expected) < RecoveryThreshold.COMPLETIONS.value()) {
      return Optional.of(
          "Only %s came in the %s before the fault; %s of them are too short to judge a rate by."
              .formatted(
                  Humanize.count(sum.completions(), "completion"),
                  seconds(BEFORE_NANOS),
                  seconds(WINDOW_NANOS)));
    }
    return sum.closed() == 0
        ? Optional.of("Nothing closed in the %s before the fault.".formatted(seconds(BEFORE_NANOS)))
        : Optional.empty();
  }

  private Limit limit(int index) {
    FaultSpan fault = faults.get(index);
    long measuredTo = series.measuredToNanos();
    Limit limit =
        new Limit(
            measuredTo,
            measuredTo > fault.endNanos()
                ? "The run had not recovered %s after the fault, when its load ended."
                    .formatted(seconds(measuredTo - fault.endNanos()))
                : "The load ended before the fault did.");
    long searched = fault.endNanos() + SEARCH_NANOS;
    if (searched < limit.nanos()) {
      limit =
          new Limit(
              searched,
              "The run had not recovered %s after the fault, when the search ended."
                  .formatted(seconds(SEARCH_NANOS)));
    }
    for (int i = 0; i < faults.size(); i++) {
      FaultSpan other = faults.get(i);
      boolean after = i != index && other.endNanos() >= fault.endNanos();
      long begin = Math.max(other.beginNanos(), fault.endNanos());
      if (after && begin < limit.nanos()) {
        limit =
            new Limit(
                begin, "Fault %d began before the run had recovered.".formatted(other.number()));
      }
    }
    return limit;
  }

  private TimeToRecover recovery(FaultSpan fault, StateBefore state, Limit limit) {
    List<TimeStep> steps = series.steps();
    for (int from = series.from(fault.endNanos()); from < steps.size(); from++) {
      long begin = steps.get(from).beginNanos();
      int to = series.from(begin + WINDOW_NANOS - GRAIN_NANOS);
      long end = steps.get(to - 1).endNanos();
      if (end > limit.nanos() + GRAIN_NANOS || end < begin + WINDOW_NANOS - GRAIN_NANOS) {
        break;
      }
      if (state.reachedBy(series.sum(from, to), series.openLoop(), scratch)) {
        return TimeToRecover.after(begin - fault.endNanos());
      }
    }
    return TimeToRecover.unknown(limit.reason());
  }

  private static String seconds(long nanos) {
    return Humanize.seconds(Nanos.toSeconds(nanos));
  }
}
