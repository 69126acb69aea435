package dev.tokenstorm.cli;

import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.history.HistoryArchive;
import dev.tokenstorm.run.CompareExecution;
import dev.tokenstorm.run.RunArchive;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.settings.HistoryRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Carries out a comparison, shown on the console. */
final class CompareAction {
  private final Console console;
  private final RunContext context;

  CompareAction(Console console, Clock wallClock) {
    this.console = console;
    this.context = new RunContext(wallClock, TokenstormCommand.version());
  }

  /**
   * Compares, and prints what there is to print.
   *
   * @param begun what an earlier call left
   * @param histories what each side's runs are added to, by its name
   * @return the program's exit code
   */
  int run(
      ComparePlan plan,
      RunFlags flags,
      Optional<CompareFile.Begun> begun,
      Map<String, HistoryRequest> histories) {
    Map<String, RunArchive> archives = new HashMap<>();
    histories.forEach(
        (side, request) -> archives.put(side, new HistoryArchive(request, console.environment())));
    CompareExecution execution = new CompareExecution(plan, begun, context, archives);
    Stopping stopping = new Stopping(console);
    try (Interrupts signals = Interrupts.handle(stopping)) {
      return ExitCode.of(
          execution.run(new CompareOnConsole(console, flags, stopping, execution)).state());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
