package dev.tokenstorm.verdict;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.verdict.JudgedFigure.Timed;
import java.util.Optional;

/**
 * The lateness of an open loop: how late it started its workflows, against its schedule. A late
 * start lengthens the corrected latency, so lateness makes the figures doubtful. A closed loop has
 * no schedule.
 *
 * @param lagSeconds p99 of the schedule lag, in seconds
 * @param limitSeconds schedule lag, in seconds, above which the generator is late
 * @param limit the limit in words
 */
record Lateness(double lagSeconds, double limitSeconds, String limit) {

  /** Returns the lateness; empty if the generator was on time, and for a closed loop. */
  private static Optional<Lateness> of(JudgedFigure judged) {
    var latencies = judged.run().run().latencies();
    LatencySummary lag = latencies.get(Latency.SCHEDULE_LAG);
    LatencySummary workflow = latencies.get(Latency.WORKFLOW_CORRECTED);
    if (lag == null || workflow == null) {
      return Optional.empty();
    }
    double p50 = judged.timed().map(Timed::summary).orElse(workflow).p50();
    String name =
        judged
                .timed()
                .map(Timed::family)
                .orElseGet(() -> judged.run().facts().plan().workload().figure("workflow"))
            + ".p50";
    double share = DoubtThreshold.LAG_SHARE.value();
    double floor = DoubtThreshold.LAG_FLOOR.value();
    Lateness lateness =
        p50 * share > floor
            ? new Lateness(
                lag.p99(),
                p50 * share,
                "%s of %s (%s)".formatted(Humanize.percent(share), name, Humanize.seconds(p50)))
            : new Lateness(lag.p99(), floor, Humanize.seconds(floor));
    return Optional.of(lateness).filter(late -> late.lagSeconds > late.limitSeconds);
  }

  /** Returns a doubt if the generator was late. */
  static Optional<String> doubt(JudgedFigure judged) {
    return of(judged)
        .map(
            late ->
                "The generator was late: the schedule lag's p99 was %s, above %s; lower the rate, or"
                        .formatted(Humanize.seconds(late.lagSeconds), late.limit)
                    + " give the harness idle cores (--worker wire --completer grpc need fewer).");
  }

  /**
   * Returns a doubt if the generator was late on a saturated host. A saturated host alone is no
   * reason for doubt.
   */
  static Optional<String> doubtOfHost(JudgedFigure judged) {
    double busy = judged.run().phase(Phase.MEASURE).generator().hostCpuRatio().orElse(0);
    return of(judged)
        .filter(late -> busy >= DoubtThreshold.BUSY_HOST.value())
        .map(
            late ->
                "The host was saturated: %s of its cores were busy in the measured phase, and the"
                        .formatted(Humanize.percent(busy))
                    + " generator was late; run the harness on another host than the target, or"
                    + " lower the rate.");
  }
}
