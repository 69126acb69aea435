package dev.tokenstorm.cli;

import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.run.RunListener;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.text.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/** Shows the runs of a search: nothing but their progress, and that on a terminal alone. */
final class TrialsOnConsole implements RunListener {
  private final Console console;
  private final boolean quiet;
  private final ConsoleProgress progress;
  private boolean told;

  TrialsOnConsole(Console console, boolean quiet, ConsoleProgress progress) {
    this.console = console;
    this.quiet = quiet;
    this.progress = progress;
  }

  @Override
  public void note(String sentence) {
    progress.note(sentence);
  }

  /** All runs are at one address. */
  @Override
  public void exposed(HostPort address) {
    if (!quiet && !told) {
      console.message("live page at http://" + address + "/");
    }
    told = true;
  }

  @Override
  public Progress begun(RunFacts facts, Optional<Path> folder) {
    return quiet || !console.errIsTerminal() ? Progress.quiet() : progress.begin(facts.plan());
  }

  @Override
  public void over() {
    progress.end();
  }

  @Override
  public void written(RunOutcome outcome) {
    outcome.problems().forEach(console::message);
  }
}
