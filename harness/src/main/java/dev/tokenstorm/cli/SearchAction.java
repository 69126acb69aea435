package dev.tokenstorm.cli;

import dev.tokenstorm.history.AnswerArchive;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.SearchExecution;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchPlan;
import java.time.Clock;
import java.util.Optional;

/** Carries out a search, shown on the console. */
final class SearchAction {
  private final Console console;
  private final RunContext context;

  SearchAction(Console console, Clock wallClock) {
    this.console = console;
    this.context = new RunContext(wallClock, TokenstormCommand.version());
  }

  /**
   * Searches, and prints what there is to print.
   *
   * @param begun what an earlier call left
   * @return the program's exit code
   */
  int run(SearchPlan plan, RunFlags flags, Optional<SearchFile.Begun> begun) {
    SearchExecution execution =
        new SearchExecution(
            plan,
            begun,
            context,
            flags.history().map(history -> new AnswerArchive(history, console.environment())));
    Stopping stopping = new Stopping(console);
    try (Interrupts signals = Interrupts.handle(stopping)) {
      return ExitCode.of(
          execution.run(new SearchOnConsole(console, flags, stopping, execution)).state());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
