package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.OthersCpu;
import dev.tokenstorm.measurement.OthersCpuMeter;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.result.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Watches a run's measured phase and its release for what comes from outside. For one thread.
 *
 * <p>A process that stands still uses no CPU time. A thread that wakes late while the other threads
 * keep all cores busy does not tell of a stop: a side does that to itself.
 */
final class OutsideWatch implements Consumer<Interval> {
  private final OthersCpuMeter meter;
  private final int cores;
  private Optional<OthersCpu> others = Optional.empty();
  private double stopSeconds;

  /**
   * @param cores that this process may use
   */
  OutsideWatch(NanoClock clock, int cores) {
    this.meter = new OthersCpuMeter(clock);
    this.cores = cores;
  }

  @Override
  public void accept(Interval interval) {
    Optional<OthersCpu> taken = meter.sinceLast();
    if (interval.phase() == Phase.MEASURE || interval.phase() == Phase.RELEASE) {
      others = taken.map(span -> others.orElse(OthersCpu.NONE).plus(span)).or(() -> others);
      stopSeconds = Math.max(stopSeconds, stopSeconds(interval.process(), cores));
    }
  }

  /** Returns the longest stop that an interval can have had, in seconds. */
  static double stopSeconds(ProcessSample process, int cores) {
    double latest = Nanos.toSeconds(process.hiccups().getMaxValue());
    double paused = Nanos.toSeconds(process.safepointNanos().orElse(0));
    double stop = latest - paused;
    double moving = Math.max(0, Nanos.toSeconds(process.spanNanos()) - stop);
    boolean still = Nanos.toSeconds(process.cpuNanos()) <= moving * cores;
    return stop >= ScheduleThreshold.STOP.value() && still ? stop : 0;
  }

  Outside seen() {
    return new Outside(
        others.map(span -> OptionalDouble.of(span.share())).orElseGet(OptionalDouble::empty),
        others.map(span -> OptionalDouble.of(span.stolenShare())).orElseGet(OptionalDouble::empty),
        stopSeconds);
  }
}
