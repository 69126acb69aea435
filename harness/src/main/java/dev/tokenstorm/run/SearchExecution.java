package dev.tokenstorm.run;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.FolderLock;
import dev.tokenstorm.search.Search;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchParts;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.StopReason;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Carries out one search: opens its target, makes its runs, each a {@link RunExecution}, and keeps
 * what they come to. {@link #run} is called once; all else may be called from any thread, at any
 * time.
 */
public final class SearchExecution extends InterruptibleWork {
  private final SearchPlan plan;
  private final Optional<SearchFile.Begun> begun;
  private final RunContext context;
  private final Optional<SearchArchive> archive;

  /**
   * @param begun what an earlier search left, with which this one goes on
   */
  public SearchExecution(SearchPlan plan, Optional<SearchFile.Begun> begun, RunContext context) {
    this(plan, begun, context, Optional.empty());
  }

  /**
   * @param begun what an earlier search left, with which this one goes on
   * @param archive keeps the answer beside the search's folder
   */
  public SearchExecution(
      SearchPlan plan,
      Optional<SearchFile.Begun> begun,
      RunContext context,
      Optional<SearchArchive> archive) {
    this.plan = plan;
    this.begun = begun;
    this.context = context;
    this.archive = archive;
  }

  /**
   * Searches to the end.
   *
   * @throws UsageException if the search cannot be carried out here
   * @throws TargetException if the target cannot be used
   * @throws InterruptedException when this thread is interrupted; all is then closed
   */
  public SearchOutcome run(SearchListener listener) throws InterruptedException {
    long deadline = NanoClock.SYSTEM.nanoTime() + plan.budget().toNanos();
    SearchParts parts =
        SearchParts.of(plan, run -> Preflight.mostCompleters(run, context.workloads().apply(run)));
    RunPlan example = parts.example();
    Preflight.check(example, context.workloads().apply(example));
    // An address that cannot be served is told of before anything runs.
    Exposure.of(example, context, unused -> {}).close();
    OwnTarget own = new OwnTarget(example);
    own.named().warnings().forEach(listener::note);
    RemoteWarning.of(example, own.named())
        .ifPresent(line -> listener.note(line + " a run, and many runs one after the other"));
    try (TargetConnection connection = own.open(new NoopScope(), listener::note);
        FolderLock claim = claim(example, listener)) {
      Target target = connection.target();
      SearchDocument document = document(parts, target);
      SharedTargetRunner runner =
          new SharedTargetRunner(target, context, listener.runs(), interrupts);
      listener.begun(plan, example, target.info());
      SearchOutcome outcome = search(parts, document, runner, target, deadline, listener);
      listener.written(outcome);
      return outcome;
    }
  }

  /** Whoever listens is told before the folder is made, or a signal would leave it behind empty. */
  private FolderLock claim(RunPlan example, SearchListener listener) {
    listener.connected(example);
    return FolderLock.take(plan.directory(), SearchFile.NAME, "search");
  }

  /** Read again under the claim, as another process may have gone on with it until now. */
  private SearchDocument document(SearchParts parts, Target target) {
    Optional<SearchFile.Begun> left = begun.map(before -> SearchFile.read(plan.directory()));
    return new SearchDocument(
        plan,
        parts,
        target.info(),
        left.map(SearchFile.Begun::startedAt).orElseGet(context.wallClock()::instant),
        left.map(SearchFile.Begun::trials).orElse(List.of()));
  }

  private SearchOutcome search(
      SearchParts parts,
      SearchDocument document,
      SharedTargetRunner runner,
      Target target,
      long deadline,
      SearchListener listener)
      throws InterruptedException {
    Optional<String> problem = Optional.empty();
    StopReason end;
    try {
      end =
          new Search(
                  parts.strategy(),
                  parts.tries(runner, NanoClock.SYSTEM),
                  NanoClock.SYSTEM,
                  runner::interrupted)
              .run(document.trials(), deadline, all -> tried(document, all, listener));
    } catch (RuntimeException e) {
      // What was measured is not lost with it.
      if (runner.interrupted()) {
        end = StopReason.INTERRUPTED;
        // A connection that was cut off with it is no problem of its own.
        problem = e instanceof TargetException ? problem : Optional.of(FailedRun.sentence(e));
      } else {
        problem = Optional.of(FailedRun.sentence(e));
        end = FailedRun.lost(target) ? StopReason.TARGET_LOST : StopReason.FAILED;
      }
    }
    listener.over();
    SearchRecord found = document.write(Optional.of(end));
    Optional<String> unarchived =
        found.answer().isEmpty()
            ? Optional.empty()
            : archive.flatMap(keeper -> keeper.keep(found, parts.example()));
    return new SearchOutcome(
        found,
        end,
        Stream.of(problem, document.unwritten(), unarchived).flatMap(Optional::stream).toList(),
        runner.keptAll() && document.unwritten().isEmpty() && unarchived.isEmpty());
  }

  private void tried(SearchDocument document, List<Trial> all, SearchListener listener) {
    document.tried(all);
    listener.tried(plan, all);
  }
}
