package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.report.Summary;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.run.Interruptible;
import dev.tokenstorm.run.RunListener;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.text.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/** Shows one run to whoever called {@code tokenstorm run}, and lets signals end it. */
final class RunOnConsole implements RunListener {
  private final Console console;
  private final RunFlags flags;
  private final Stopping stopping;
  private final Interruptible run;
  private final ConsoleProgress progress;

  RunOnConsole(Console console, RunFlags flags, Stopping stopping, Interruptible run) {
    this.console = console;
    this.flags = flags;
    this.stopping = stopping;
    this.run = run;
    this.progress = new ConsoleProgress(console);
  }

  @Override
  public void note(String sentence) {
    progress.note(sentence);
  }

  @Override
  public void exposed(HostPort address) {
    if (!flags.quiet()) {
      console.message("live page at http://" + address + "/");
    }
  }

  @Override
  public void connected(RunPlan plan) {
    stopping.begin(run, plan, progress::say);
  }

  @Override
  public Progress begun(RunFacts facts, Optional<Path> folder) {
    if (!flags.quiet()) {
      console.message(
          "run %s against %s, results in %s"
              .formatted(facts.runId(), facts.target().address(), folder.orElseThrow()));
    }
    return flags.quiet() ? Progress.quiet() : progress.begin(facts.plan());
  }

  @Override
  public void over() {
    stopping.over();
  }

  @Override
  public void written(RunOutcome outcome) {
    // All is kept by now, and nobody may read what follows.
    stopping.told();
    if (flags.json()) {
      console
          .out()
          .println(
              RunResultJson.write(
                  outcome.result(), outcome.verdict().judgement(), outcome.bottlenecks()));
      outcome.problems().forEach(console::message);
    } else {
      Optional<String> where =
          outcome
              .folder()
              .map(
                  folder ->
                      folder + (outcome.report() ? " · " + RunReport.FILE + " shows them" : ""));
      console
          .out()
          .print(
              new Summary(console.outIsTerminal() && console.colours())
                  .render(
                      outcome.result(),
                      outcome.verdict(),
                      outcome.bottlenecks(),
                      where,
                      outcome.problems()));
    }
    console.out().flush();
  }
}
