package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.SearchText;
import dev.tokenstorm.run.Interruptible;
import dev.tokenstorm.run.RunListener;
import dev.tokenstorm.run.SearchListener;
import dev.tokenstorm.run.SearchOutcome;
import dev.tokenstorm.search.SearchJson;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.server.TargetInfo;
import java.util.List;

/** Shows one search to whoever called for it, and lets signals end it. */
final class SearchOnConsole implements SearchListener {
  private final Console console;
  private final RunFlags flags;
  private final Stopping stopping;
  private final Interruptible search;
  private final ConsoleProgress progress;

  SearchOnConsole(Console console, RunFlags flags, Stopping stopping, Interruptible search) {
    this.console = console;
    this.flags = flags;
    this.stopping = stopping;
    this.search = search;
    this.progress = new ConsoleProgress(console);
  }

  @Override
  public void note(String sentence) {
    progress.note(sentence);
  }

  @Override
  public void connected(RunPlan example) {
    stopping.begin(search, example, progress::say);
  }

  @Override
  public void begun(SearchPlan plan, RunPlan example, TargetInfo target) {
    if (!flags.quiet()) {
      console.message(
          "%s %s against %s, results in %s"
              .formatted(
                  plan.aim().command(),
                  plan.identity().runId(),
                  target.address(),
                  plan.directory()));
    }
  }

  @Override
  public RunListener runs() {
    return new TrialsOnConsole(console, flags.quiet(), progress);
  }

  @Override
  public void tried(SearchPlan plan, List<Trial> trials) {
    if (!flags.quiet()) {
      console.message(SearchText.line(plan, trials));
    }
  }

  @Override
  public void over() {
    stopping.over();
  }

  @Override
  public void written(SearchOutcome outcome) {
    if (flags.json()) {
      console.out().print(SearchJson.write(outcome.record()));
    } else {
      console
          .out()
          .print(
              new SearchText(console.outIsTerminal() && console.colours())
                  .render(outcome.record()));
    }
    console.out().flush();
    outcome.problems().forEach(console::message);
    stopping.told();
  }
}
