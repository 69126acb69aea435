package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.text.Humanize;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Progress for logs: one line every five seconds, and one at each change of phase. */
final class LineProgress implements Progress {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream out;
  private final ProgressGoal goal;
  private final ProgressState state;
  private long nextNanos;

  LineProgress(PrintStream out, ProgressGoal goal) {
    this.out = out;
    this.goal = goal;
    this.state = new ProgressState(goal);
  }

  @Override
  public void accept(Interval interval) {
    boolean phaseChanged = state.accept(interval);
    long endNanos = interval.startNanos() + interval.lengthNanos();
    if (phaseChanged || endNanos >= nextNanos) {
      out.println(line(interval, TimeUnit.NANOSECONDS.toSeconds(endNanos)));
      nextNanos = endNanos + EVERY_NANOS;
    }
  }

  @Override
  public void close() {}

  private String line(Interval interval, long seconds) {
    return String.format(Locale.ROOT, "[%02d:%02d] ", seconds / 60, seconds % 60)
        + String.join(
            " · ",
            ProgressLine.phase(state.phase()) + " " + ProgressLine.done(state, goal),
            Humanize.rate(state.workflowsPerSecond()),
            ProgressLine.held(interval),
            "completion " + ProgressLine.latency(interval, Latency.COMPLETION_CALL),
            goal.workload().noun() + " " + ProgressLine.latency(interval, Latency.WORKFLOW),
            ProgressLine.errors(interval),
            ProgressLine.eta(state));
  }
}
