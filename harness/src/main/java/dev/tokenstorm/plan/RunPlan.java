package dev.tokenstorm.plan;

import dev.tokenstorm.fault.FaultPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that defines a run. Immutable and validated: a value of this type can be run as it is.
 *
 * @param runId names the run, its executions ({@code <runId>-<n>}) and its default task queue
 * @param serverMetrics pages on which the target tells its own metrics
 * @param seed drives every random choice of the run
 * @param awaitedResults clients that wait for a result at one time; 0 for none
 * @param faults what goes wrong on purpose
 * @param cells processes that carry the run out together, each with a share of its load
 * @param greeting the executions of either workload: a standalone activity is a greeting of 1 × 1
 */
public record RunPlan(
    String runId,
    long seed,
    TargetPlan target,
    List<URI> serverMetrics,
    WorkloadKind workload,
    LoadPlan load,
    int awaitedResults,
    FaultPlan faults,
    GreetingPlan greeting,
    CompletionPlan completion,
    WorkerPlan worker,
    AuditPlan audit,
    VerdictPlan verdict,
    OutputPlan output,
    int cells) {
  public RunPlan {
    serverMetrics = List.copyOf(serverMetrics);
  }

  /** Who servers are told to be called by. */
  public String identity() {
    return "tokenstorm-" + runId;
  }

  /**
   * The plan for what is left of a run that was killed: nothing is held back, and no fault is
   * played again.
   */
  public RunPlan ofWhatIsLeft() {
    return new RunPlan(
        runId,
        seed,
        target,
        serverMetrics,
        workload,
        load,
        awaitedResults,
        FaultPlan.NONE,
        greeting,
        completion.withoutParking(),
        worker,
        audit,
        verdict,
        output,
        cells);
  }

  /**
   * Returns the plan of one of the run's cells: its share of the load, with ids and a task queue of
   * its own. It has no objectives, as these are about the whole, and shows and tells nobody but its
   * folder.
   *
   * @param served where the fleet's target is
   * @param directory of the cell's results
   */
  public RunPlan ofCell(Share share, TargetPlan.Choice served, Path directory) {
    return new RunPlan(
        cellId(share),
        seed,
        new TargetPlan(served, target.namespace(), target.taskQueue() + "-" + share.cell()),
        List.of(),
        workload,
        load.of(share),
        share.part(awaitedResults),
        FaultPlan.NONE,
        greeting,
        completion.of(share),
        worker,
        audit,
        new VerdictPlan(List.of(), verdict.trustRequired()),
        new OutputPlan(directory, Optional.empty(), Duration.ZERO, Map.of(), Optional.empty()),
        1);
  }

  /**
   * Returns the plan as a fleet's cells are told it: without files, commands and addresses that are
   * the coordinating process's own.
   *
   * @param served where the fleet's target is
   */
  public RunPlan forCells(TargetPlan.Choice served) {
    return new RunPlan(
        runId,
        seed,
        new TargetPlan(served, target.namespace(), target.taskQueue()),
        List.of(),
        workload,
        load,
        awaitedResults,
        FaultPlan.NONE,
        greeting,
        completion,
        worker,
        audit,
        verdict,
        new OutputPlan(
            output.directory(), Optional.empty(), Duration.ZERO, Map.of(), Optional.empty()),
        cells);
  }

  /** Returns what the ids of a cell's executions begin with, before a hyphen and a number. */
  public String cellId(Share share) {
    return runId + "-" + share.cell();
  }

  /** The activities of one execution. */
  public Shape shape() {
    return new Shape(greeting.branches(), greeting.steps(), workload == WorkloadKind.STANDALONE);
  }

  /** The most tokens that can be pending at one time. */
  public long maxPendingTokens() {
    return maxPendingTokens(shape());
  }

  /**
   * The same for executions of another shape, which bounds the token queue: a branch has at most
   * one pending activity.
   */
  public long maxPendingTokens(Shape executions) {
    return (long) load.arrivals().inFlight() * executions.branches();
  }

  /** Whether the load is meant to be the same all through the measured phase. */
  public boolean steady() {
    return load.steady() && completion.park().isEmpty();
  }

  /**
   * The worker's polls that are open at one time. There are workflow tasks only with workflows; the
   * wire worker polls its sticky queue by as many more.
   */
  public int polls() {
    return switch (workload) {
      case STANDALONE -> worker.pollers();
      case GREETING -> worker.pollers() * (worker.kind() == WorkerPlan.Kind.WIRE ? 3 : 2);
    };
  }

  /**
   * How long completions may be held back, from the first of them: half of the start-to-close
   * timeout, so that the other half is left to make them in.
   */
  public Duration longestHold() {
    return greeting.startToCloseTimeout().dividedBy(2);
  }
}
