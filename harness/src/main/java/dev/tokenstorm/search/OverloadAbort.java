package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The abort stops a run at a rate that the server cannot keep up with, before much has piled up
 * that would have to drain. It does so when over a quarter of the measured phase, and three seconds
 * at least, a fifth of the arrivals did not close. That fifth must be more than chance explains. A
 * server that stalls for a moment in a long run is given the time to catch up. Its size follows
 * from the run's length; for one thread.
 */
final class OverloadAbort implements Consumer<Interval> {
  private final String noun;
  private final double windowSeconds;
  private final Consumer<Ending> stop;
  private final Deque<Moment> moments = new ArrayDeque<>();
  private boolean stopped;

  private record Moment(double seconds, long intended, long closed) {}

  /**
   * @param noun what an execution is called
   * @param length of the measured phase
   * @param stop makes the run start nothing more, drain, and end so
   */
  OverloadAbort(String noun, Duration length, Consumer<Ending> stop) {
    this.noun = noun;
    this.windowSeconds = windowSeconds(length);
    this.stop = stop;
  }

  private static double windowSeconds(Duration length) {
    return Math.max(
        SearchThreshold.ABORT_FLOOR.value(),
        SearchThreshold.ABORT_LENGTH.value() * Nanos.toSeconds(length));
  }

  /**
   * How long a server may drain that piles up, all through a run, just too little to be stopped.
   *
   * @param rate of arrivals, per second
   */
  static double mostDrainSeconds(double rate, Duration length) {
    double share =
        Math.min(
            SearchThreshold.ABORT_MOST.value(),
            SearchThreshold.ABORT_SHARE.value()
                + SearchThreshold.ABORT_Z.value() / Math.sqrt(rate * windowSeconds(length)));
    return Nanos.toSeconds(length) * share / (1 - share);
  }

  @Override
  public void accept(Interval interval) {
    if (stopped || interval.phase() != Phase.MEASURE) {
      return;
    }
    Moment now =
        new Moment(
            Nanos.toSeconds(interval.startNanos() + interval.lengthNanos()),
            interval.counts().intended(),
            Counts.closed(interval.counts()));
    moments.addLast(now);
    Moment then = moments.getFirst();
    double arrivals = now.intended - then.intended;
    double behind = arrivals - (now.closed - then.closed);
    if (now.seconds - then.seconds < windowSeconds) {
      return;
    }
    moments.removeFirst();
    if (behind
        > SearchThreshold.ABORT_SHARE.value() * arrivals
            + SearchThreshold.ABORT_Z.value() * Math.sqrt(arrivals)) {
      stopped = true;
      stop.accept(
          new Ending(
              Ending.How.ABORTED,
              "It was stopped early, and drained: in %s, %s came and %s closed."
                  .formatted(
                      Humanize.seconds(now.seconds - then.seconds),
                      Humanize.count((long) arrivals, noun),
                      Humanize.count((long) (arrivals - behind)))));
    }
  }
}
