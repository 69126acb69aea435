package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.text.Humanize;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Progress for a terminal: a few lines, each time drawn over the ones before.
 *
 * <p>The cursor rests below the lines, so a killed run leaves a usable terminal. Lines are cut to
 * the current width of the terminal. When the terminal becomes narrower, some terminals wrap the
 * lines that are already drawn. The wrapped rest then stays above: erasing it would delete other
 * output in terminals that do not wrap.
 */
final class LiveProgress implements Progress {
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final int WIDEST_BAR = 40;
  private static final int BESIDE_BAR = 55;

  private final PrintStream terminal;
  private final ProgressGoal goal;
  private final IntSupplier columns;
  private final Style style;
  private final ProgressState state;
  private int width;
  private int linesDrawn;

  LiveProgress(PrintStream terminal, ProgressGoal goal, IntSupplier columns, Style style) {
    this.terminal = terminal;
    this.goal = goal;
    this.columns = columns;
    this.style = style;
    this.state = new ProgressState(goal);
  }

  @Override
  public synchronized void say(Runnable print) {
    terminal.print(erase());
    linesDrawn = 0;
    print.run();
  }

  @Override
  public synchronized void accept(Interval interval) {
    state.accept(interval);
    // A line that fills the last column wraps in some terminals, so that column stays empty.
    width = Math.max(1, columns.getAsInt() - 1);
    List<String> lines = new ArrayList<>();
    lines.addAll(
        List.of(
            bar(),
            cut(
                "  %-10s  %s   %s"
                    .formatted(
                        goal.workload().plural(),
                        Humanize.rate(state.workflowsPerSecond()),
                        ProgressLine.held(interval))),
            cut(
                "  %-10s  %s"
                    .formatted(
                        goal.workload().noun(), ProgressLine.latency(interval, Latency.WORKFLOW))),
            cut(
                "  completion  %s   busy %d of %d"
                    .formatted(
                        ProgressLine.latency(interval, Latency.COMPLETION_CALL),
                        interval.gauges().completersBusy(),
                        interval.gauges().completers())),
            errors(interval)));
    ProgressLine.faults(interval).ifPresent(text -> lines.add(style.warn(cut("  " + text))));
    // The view is printed by one write, so that no half-drawn view is seen.
    terminal.print(erase() + String.join("\n", lines) + "\n");
    terminal.flush();
    linesDrawn = lines.size();
  }

  @Override
  public synchronized void close() {
    terminal.print(erase());
    terminal.flush();
    linesDrawn = 0;
  }

  private String erase() {
    return linesDrawn == 0 ? "" : "\u001b[" + linesDrawn + "A\r" + CLEAR_BELOW;
  }

  private String bar() {
    String head = String.format(Locale.ROOT, "%-8s ", ProgressLine.phase(state.phase()));
    String tail = " " + ProgressLine.done(state, goal) + "  " + ProgressLine.eta(state);
    int room = Math.min(WIDEST_BAR, width - BESIDE_BAR);
    if (room < 5 || head.length() + room + tail.length() > width) {
      return cut(head + tail.strip());
    }
    double fraction = state.fraction().orElse(0);
    int full = (int) Math.floor(fraction * room);
    return style.bold(head)
        + style.good("█".repeat(full))
        + style.dim("░".repeat(room - full))
        + tail;
  }

  private String errors(Interval interval) {
    String errors = ProgressLine.errors(interval);
    String line = cut("  " + errors);
    return errors.equals("errors 0") ? line : style.warn(line);
  }

  private String cut(String line) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
  }
}
