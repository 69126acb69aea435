package dev.tokenstorm.cli;

import dev.tokenstorm.compare.CompareJson;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.CompareProgress;
import dev.tokenstorm.report.CompareText;
import dev.tokenstorm.run.CompareListener;
import dev.tokenstorm.run.CompareOutcome;
import dev.tokenstorm.run.Interruptible;
import dev.tokenstorm.run.RunListener;
import dev.tokenstorm.server.TargetInfo;
import java.time.Duration;
import java.util.List;

/** Shows one comparison to whoever called for it, and lets signals end it. */
final class CompareOnConsole implements CompareListener {
  private final Console console;
  private final RunFlags flags;
  private final Stopping stopping;
  private final Interruptible comparison;
  private final ConsoleProgress progress;

  CompareOnConsole(Console console, RunFlags flags, Stopping stopping, Interruptible comparison) {
    this.console = console;
    this.flags = flags;
    this.stopping = stopping;
    this.comparison = comparison;
    this.progress = new ConsoleProgress(console);
  }

  @Override
  public void note(String sentence) {
    progress.note(sentence);
  }

  @Override
  public void begun(ComparePlan plan, RunPlan example, List<TargetInfo> targets) {
    unlessQuiet(CompareProgress.begun(plan, targets));
    stopping.begin(comparison, example, progress::say);
  }

  @Override
  public RunListener runs() {
    return new TrialsOnConsole(console, flags.quiet(), progress);
  }

  @Override
  public void planned(ComparePlan plan, CompareState state) {
    unlessQuiet(CompareProgress.planned(plan, state));
  }

  @Override
  public void ran(ComparePlan plan, CompareState state, Duration left) {
    unlessQuiet(CompareProgress.ran(plan, state, left));
  }

  private void unlessQuiet(String line) {
    if (!flags.quiet()) {
      console.message(line);
    }
  }

  @Override
  public void over() {
    stopping.over();
  }

  @Override
  public void written(CompareOutcome outcome) {
    if (flags.json()) {
      console.out().print(CompareJson.write(outcome.record()));
    } else {
      console
          .out()
          .print(
              new CompareText(console.outIsTerminal() && console.colours())
                  .render(outcome.record()));
    }
    console.out().flush();
    outcome.problems().forEach(console::message);
    stopping.told();
  }
}
