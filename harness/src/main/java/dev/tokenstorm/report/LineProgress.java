package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.text.Humanize;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Progress for logs: one line every five seconds, and one at each change of phase or of the faults
 * that go on.
 */
final class LineProgress implements Progress {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream out;
  private final ProgressGoal goal;
  private final ProgressState state;
  private long nextNanos;
  private List<String> faults = List.of();

  LineProgress(PrintStream out, ProgressGoal goal) {
    this.out = out;
    this.goal = goal;
    this.state = new ProgressState(goal);
  }

  @Override
  public void accept(Interval interval) {
    boolean changed = state.accept(interval) || !interval.faults().equals(faults);
    faults = interval.faults();
    long endNanos = interval.startNanos() + interval.lengthNanos();
    if (changed || endNanos >= nextNanos) {
      out.println(line(interval, TimeUnit.NANOSECONDS.toSeconds(endNanos)));
      nextNanos = endNanos + EVERY_NANOS;
    }
  }

  @Override
  public void close() {}

  private String line(Interval interval, long seconds) {
    List<String> items = new ArrayList<>();
    items.add(ProgressLine.phase(state.phase()) + " " + ProgressLine.done(state, goal));
    ProgressLine.faults(interval).ifPresent(items::add);
    items.add(Humanize.rate(state.workflowsPerSecond()));
    items.add(ProgressLine.held(interval));
    items.add("completion " + ProgressLine.latency(interval, Latency.COMPLETION_CALL));
    items.add(goal.workload().noun() + " " + ProgressLine.latency(interval, Latency.WORKFLOW));
    items.add(ProgressLine.errors(interval));
    items.add(ProgressLine.eta(state));
    return String.format(Locale.ROOT, "[%02d:%02d] ", seconds / 60, seconds % 60)
        + String.join(" · ", items);
  }
}
