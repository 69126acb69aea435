package dev.tokenstorm.plan;

import dev.tokenstorm.fault.FaultPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Everything that defines a run. Immutable and validated: a value of this type can be run as it is.
 *
 * @param runId names the run, its executions ({@code <runId>-<n>}) and its default task queue
 * @param serverMetrics pages on which the target tells its own metrics
 * @param seed drives every random choice of the run
 * @param awaitedResults clients that wait for a result at one time; 0 for none
 * @param faults what goes wrong on purpose
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
    OutputPlan output) {
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
        output);
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
