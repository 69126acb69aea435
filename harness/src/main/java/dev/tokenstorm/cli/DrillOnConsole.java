package dev.tokenstorm.cli;

import dev.tokenstorm.drill.DrillJson;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.DrillProgress;
import dev.tokenstorm.report.DrillText;
import dev.tokenstorm.run.DrillListener;
import dev.tokenstorm.run.DrillOutcome;
import dev.tokenstorm.run.Interruptible;
import dev.tokenstorm.run.RunListener;
import dev.tokenstorm.server.TargetInfo;

/** Shows drills to whoever called for them, and lets signals end them. */
final class DrillOnConsole implements DrillListener {
  private final Console console;
  private final RunFlags flags;
  private final Stopping stopping;
  private final Interruptible drills;
  private final ConsoleProgress progress;

  DrillOnConsole(Console console, RunFlags flags, Stopping stopping, Interruptible drills) {
    this.console = console;
    this.flags = flags;
    this.stopping = stopping;
    this.drills = drills;
    this.progress = new ConsoleProgress(console);
  }

  @Override
  public void note(String sentence) {
    progress.note(sentence);
  }

  @Override
  public void connected(RunPlan example) {
    stopping.begin(drills, example, progress::say);
  }

  @Override
  public void begun(DrillPlan plan, DrillState state, TargetInfo target) {
    unlessQuiet(DrillProgress.begun(plan, state, target));
  }

  @Override
  public void next(DrillPlan plan, DrillState state, PlannedDrill drill) {
    unlessQuiet(DrillProgress.next(plan, state, drill));
  }

  @Override
  public RunListener runs() {
    return new TrialsOnConsole(console, flags.quiet(), progress);
  }

  @Override
  public void ran(DrillRow row) {
    unlessQuiet(DrillProgress.ran(row));
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
  public void written(DrillOutcome outcome) {
    console
        .out()
        .print(
            flags.json()
                ? DrillJson.write(outcome.record())
                : new DrillText(console.outIsTerminal() && console.colours())
                    .render(outcome.record()));
    console.out().flush();
    outcome.problems().forEach(console::message);
    stopping.told();
  }
}
