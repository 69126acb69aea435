package dev.tokenstorm.cli;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.SearchPlan;
import dev.tokenstorm.plan.UsageException;
import dev.tokenstorm.report.SearchText;
import dev.tokenstorm.result.FullDiskException;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.search.Capacity;
import dev.tokenstorm.search.Search;
import dev.tokenstorm.search.SearchAnswer;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchJson;
import dev.tokenstorm.search.SearchLock;
import dev.tokenstorm.search.SearchParts;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.StopReason;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out a search: opens its target, makes its runs, prints and keeps what it found. */
final class SearchAction {
  private final Console console;
  private final Clock wallClock;

  SearchAction(Console console, Clock wallClock) {
    this.console = console;
    this.wallClock = wallClock;
  }

  /**
   * Searches, and prints what there is to print.
   *
   * @param begun what an earlier call left
   * @return the program's exit code
   */
  int run(SearchPlan plan, RunFlags flags, Optional<SearchFile.Begun> begun) {
    long deadline = NanoClock.SYSTEM.nanoTime() + plan.budget().toNanos();
    SearchParts searches = SearchParts.of(plan);
    RunPlan example = searches.example();
    Preflight.check(example);
    // An address that cannot be served is told of before anything runs.
    Exposure.of(example, unused -> {}).close();
    TargetWarnings.of(example.target()).forEach(console::message);
    RemoteWarning.of(example)
        .ifPresent(line -> console.message(line + " a run, and many runs one after the other"));
    Stopping stopping = new Stopping(console, example.load());
    try (Interrupts signals = Interrupts.handle(stopping);
        Target target =
            Target.open(
                example.target(),
                new NoopScope(),
                new RpcStatuses(),
                new ReplyWatch(NanoClock.SYSTEM))) {
      ServerWatch.check(example.serverMetrics(), console::message);
      try (SearchLock claim = SearchLock.take(plan.directory())) {
        // Read again under the claim, as another process may have gone on with it until now.
        Optional<SearchFile.Begun> left = begun.map(before -> SearchFile.read(plan.directory()));
        return new Progress(plan, flags, left, target, searches).run(deadline, stopping);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  /** One search on its way. */
  private final class Progress {
    private final SearchPlan plan;
    private final RunFlags flags;
    private final Target target;
    private final SearchParts searches;
    private final Instant startedAt;
    private List<Trial> trials;
    private Optional<String> problem = Optional.empty();
    private Optional<String> unwritten = Optional.empty();
    private boolean keptAll = true;

    Progress(
        SearchPlan plan,
        RunFlags flags,
        Optional<SearchFile.Begun> begun,
        Target target,
        SearchParts searches) {
      this.plan = plan;
      this.flags = flags;
      this.target = target;
      this.searches = searches;
      this.startedAt = begun.map(SearchFile.Begun::startedAt).orElseGet(wallClock::instant);
      this.trials = begun.map(SearchFile.Begun::trials).orElse(List.of());
    }

    int run(long deadline, Stopping stopping) throws InterruptedException {
      if (!flags.quiet()) {
        console.message(
            "%s %s against %s, results in %s"
                .formatted(
                    plan.aim().command(),
                    plan.identity().runId(),
                    target.info().address(),
                    plan.directory()));
      }
      PointRunner runner = new PointRunner(console, wallClock, target, flags.quiet());
      stopping.begin(runner);
      StopReason end;
      try {
        end =
            new Search(
                    searches.strategy(),
                    searches.tries(runner, NanoClock.SYSTEM),
                    NanoClock.SYSTEM,
                    runner::interrupted)
                .run(trials, deadline, this::tried);
      } catch (RuntimeException e) {
        // What was measured is not lost with it.
        if (runner.interrupted()) {
          end = StopReason.INTERRUPTED;
          // A connection that was cut off with it is no problem of its own.
          problem = e instanceof TargetException ? problem : Optional.of(sentence(e));
        } else {
          problem = Optional.of(sentence(e));
          end = gone() ? StopReason.TARGET_LOST : StopReason.FAILED;
        }
      }
      keptAll = runner.keptAll();
      stopping.over();
      int code = print(end);
      stopping.told();
      return code;
    }

    private boolean gone() {
      try (Target asked =
          target.again(new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM))) {
        return false;
      } catch (TargetException e) {
        return true;
      }
    }

    private void tried(List<Trial> all) {
      trials = all;
      keep(record(Optional.empty()));
      if (!flags.quiet()) {
        console.message(SearchText.line(plan, all));
      }
    }

    private int print(StopReason end) {
      SearchRecord found = record(Optional.of(end));
      keep(found);
      if (flags.json()) {
        console.out().print(SearchJson.write(found));
      } else {
        console
            .out()
            .print(new SearchText(console.outIsTerminal() && console.colours()).render(found));
      }
      console.out().flush();
      problem.ifPresent(console::message);
      unwritten.ifPresent(console::message);
      return exitCode(end, found.answer());
    }

    private SearchRecord record(Optional<StopReason> end) {
      return new SearchRecord(plan, startedAt, target.info(), end, searches.answer(trials), trials);
    }

    private void keep(SearchRecord found) {
      try {
        SearchFile.write(plan.directory(), found);
        unwritten = Optional.empty();
      } catch (IOException e) {
        unwritten =
            Optional.of(
                "%s could not be written (%s); one that was there before is as it was."
                    .formatted(plan.directory().resolve(SearchFile.NAME), WriteFailure.reason(e)));
      }
    }

    private int exitCode(StopReason end, Optional<SearchAnswer> answer) {
      return switch (end) {
        case INTERRUPTED -> ExitCode.INTERRUPTED;
        case TARGET_LOST, FAILED -> ExitCode.COULD_NOT;
        case NARROW, EXHAUSTED, BUDGET ->
            answer.filter(SearchAction::sound).isEmpty()
                ? ExitCode.FAILED
                : keptAll && unwritten.isEmpty() ? ExitCode.PASSED : ExitCode.COULD_NOT;
      };
    }
  }

  private static String sentence(RuntimeException error) {
    return error instanceof TargetException
            || error instanceof UsageException
            || error instanceof FullDiskException
        ? String.valueOf(error.getMessage())
        : "A run could not be made: " + Sentences.rootMessage(error) + ".";
  }

  /** Whether an answer says what was asked. */
  private static boolean sound(SearchAnswer answer) {
    return !(answer instanceof Capacity capacity) || capacity.confirmedSeconds().isPresent();
  }
}
