package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryArchive;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.VerdictFiles;
import java.time.Clock;

/** Carries out a plan with one cell, shown on the console. */
final class CellAction implements RunAction {
  private final Console console;
  private final RunContext context;

  CellAction(Console console, Clock wallClock) {
    this.console = console;
    this.context = new RunContext(wallClock, TokenstormCommand.version());
  }

  @Override
  public int run(RunPlan plan, RunFlags flags, VerdictFiles reports) {
    RunContext archived =
        flags
            .history()
            .map(history -> context.archivedBy(new HistoryArchive(history, console.environment())))
            .orElse(context);
    RunContext taking = flags.killed().map(archived::takingUp).orElse(archived);
    RunExecution execution = new RunExecution(plan, taking);
    Stopping stopping = new Stopping(console);
    try (Interrupts signals = Interrupts.handle(stopping)) {
      return ExitCode.of(
          execution.run(reports, new RunOnConsole(console, flags, stopping, execution)).state());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
