package dev.tokenstorm.cli;

import dev.tokenstorm.drill.DrillFile;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.run.DrillExecution;
import dev.tokenstorm.run.OwnProgram;
import dev.tokenstorm.run.RunContext;
import java.time.Clock;
import java.util.Optional;

/** Carries out drills, shown on the console. */
final class DrillAction {
  private final Console console;
  private final RunContext context;

  DrillAction(Console console, Clock wallClock) {
    this.console = console;
    this.context = new RunContext(wallClock, TokenstormCommand.version());
  }

  /**
   * Runs the drills, and prints what there is to print.
   *
   * @param begun what an earlier call left
   * @return the program's exit code
   */
  int run(DrillPlan plan, RunFlags flags, Optional<DrillFile.Begun> begun) {
    DrillExecution execution =
        new DrillExecution(plan, begun, context, OwnProgram.of(Main.class.getName()));
    Stopping stopping = new Stopping(console);
    try (Interrupts signals = Interrupts.handle(stopping)) {
      return ExitCode.of(
          execution.run(new DrillOnConsole(console, flags, stopping, execution)).state());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
