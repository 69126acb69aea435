package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.report.ProgressGoal;

/** The progress of the run that goes on, and what is said beside it. Thread-safe. */
final class ConsoleProgress {
  private final Console console;
  private volatile Progress shown = Progress.quiet();

  ConsoleProgress(Console console) {
    this.console = console;
  }

  /** Shows a run's progress, on a terminal or in lines. */
  Progress begin(RunPlan plan) {
    ProgressGoal goal = ProgressGoal.of(plan);
    if (console.errIsTerminal()) {
      TerminalWidth width =
          TerminalWidth.ofStderr(console.environment().getOrDefault("COLUMNS", ""));
      shown =
          new TerminalProgress(Progress.live(console.err(), goal, width, console.colours()), width)
              .unhindered();
    } else {
      shown = Progress.lines(console.err(), goal).unhindered();
    }
    return shown;
  }

  /** Nothing is shown any more. */
  void end() {
    shown = Progress.quiet();
  }

  /** Prints a message where progress does not blur it. */
  void say(String sentence) {
    shown.say(() -> console.message(sentence));
  }

  /** The same for whoever must not be held up: it waits for no more than a moment. */
  void note(String sentence) {
    Stopping.unhindered(() -> say(sentence));
  }
}
