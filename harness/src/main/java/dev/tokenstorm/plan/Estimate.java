package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Loopback;
import dev.tokenstorm.text.Printable;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An estimate of what a run asks of its target, made before it starts, to be read as an upper
 * bound.
 *
 * <p>For a greeting of {@code A = branches × steps} activities, with {@code q} the share of
 * attempts that are failed or abandoned and {@code M} the most attempts:
 *
 * <pre>
 * attempts   = A × (1 + q + q² + … + q^(M-1))
 * heartbeats = attempts × mean time pending / heartbeat interval
 * requests   = 1                        StartWorkflowExecution
 *            + 2 × (1 + A)              each workflow task: its poll and its answer
 *            + attempts                 each activity task's poll; doNotCompleteOnReturn answers none
 *            + attempts answered        complete, fail
 *            + heartbeats
 *            + share cancelled          RequestCancelWorkflowExecution
 * actions    = 1 + attempts + heartbeats
 * </pre>
 *
 * <p>A standalone activity has neither workflow tasks nor the action of a workflow's start:
 *
 * <pre>
 * requests   = 1 + attempts + attempts answered + heartbeats + share cancelled
 * actions    = attempts + heartbeats
 * </pre>
 *
 * <p>It assumes that each completion resumes its workflow with a task of its own (branches that
 * resume together share one), that every step is reached though a branch ends with its first failed
 * activity, that an abandoned attempt stays pending for its start-to-close timeout, that a
 * cancelled workflow costs as much as any other, that first steps of a closed loop are parked for
 * as long as they may be, and that no workflow starts once those whose tokens are to be parked
 * have. Polls that come back empty, retries of refused calls and the audit's reads of histories are
 * left out, as are those who wait for an execution's result. Actions are those that Temporal Cloud
 * bills: a workflow's start, each activity attempt and each heartbeat.
 *
 * @param requestsPerWorkflow frontend requests of one execution
 * @param actionsPerWorkflow billable actions of one execution
 * @param workflows how many start, warm-up included; empty when the target's speed decides
 * @param requestsPerSecond at the highest rate, bursts apart; empty without a rate, when requests
 *     go as fast as workflows do
 */
public record Estimate(
    double requestsPerWorkflow,
    double actionsPerWorkflow,
    OptionalLong workflows,
    OptionalDouble requestsPerSecond) {

  /** The estimate of a plan. */
  public static Estimate of(RunPlan plan) {
    Shape shape = plan.shape();
    boolean workflow = plan.workload() == WorkloadKind.GREETING;
    double attempts = shape.activities() * attemptsPerActivity(plan);
    double heartbeats = attempts * heartbeatsPerAttempt(plan);
    Outcomes outcomes = plan.completion().outcomes();
    double requests =
        1
            + (workflow ? 2.0 * (1 + shape.activities()) : 0)
            + attempts
            + attempts * (1 - abandonedShare(outcomes))
            + heartbeats
            + outcomes.cancel() / 100;
    return new Estimate(
        requests,
        (workflow ? 1 : 0) + attempts + heartbeats,
        workflows(plan),
        perSecond(plan, requests));
  }

  /** Billable actions of the whole run; empty when the number of workflows is not known. */
  public OptionalDouble actions() {
    return workflows.isPresent()
        ? OptionalDouble.of(workflows.getAsLong() * actionsPerWorkflow)
        : OptionalDouble.empty();
  }

  /** The estimate in words, without a full stop. */
  public String sentence(RunPlan plan) {
    String bill =
        actions().isPresent()
            ? "about " + count(actions().getAsDouble()) + " billable actions"
            : "about " + count(actionsPerWorkflow) + " billable actions " + plan.workload().one();
    return work(plan) + ", " + requests(plan) + ", " + bill;
  }

  /**
   * The line that goes before a run against a target that is not on this host; empty for one that
   * is.
   *
   * @param address the address that the run will connect to
   * @param namespace the namespace that it will use
   */
  public static Optional<String> warning(RunPlan plan, HostPort address, String namespace) {
    if (Loopback.isLocal(address)) {
      return Optional.empty();
    }
    return Optional.of(
        "target "
            + Printable.escaped(address.toString())
            + ", namespace "
            + Printable.shown(namespace)
            + ": "
            + of(plan).sentence(plan));
  }

  private String requests(RunPlan plan) {
    LoadPlan.Arrivals arrivals = plan.load().arrivals();
    if (!(arrivals instanceof LoadPlan.OpenLoop open)) {
      return asFastAs(plan, count(arrivals.inFlight()) + " in flight");
    }
    String bursts =
        open.bursts().stream()
            .max(Comparator.comparing(Burst::workflows))
            .map(burst -> counted(plan, burst.workflows()) + " at once")
            .orElse("");
    if (requestsPerSecond.isEmpty()) {
      return asFastAs(plan, bursts);
    }
    return (open.shape().steadyPerSecond().isPresent() ? "" : "up to ")
        + "about "
        + count(requestsPerSecond.getAsDouble())
        + " requests/s"
        + (bursts.isEmpty() ? "" : " and those of " + bursts);
  }

  private String asFastAs(RunPlan plan, String workflows) {
    return "requests as fast as "
        + workflows
        + " go (about "
        + count(requestsPerWorkflow)
        + " "
        + plan.workload().one()
        + ")";
  }

  private String work(RunPlan plan) {
    if (workflows.isPresent()) {
      return counted(plan, workflows.getAsLong());
    }
    LoadPlan load = plan.load();
    String measured =
        load.workflows().isPresent()
            ? load.workflows().getAsLong() + " " + plan.workload().plural()
            : plan.workload().plural()
                + " for "
                + load.duration().map(DurationNotation::text).orElse("ever");
    return load.warmup().isZero()
        ? measured
        : measured + " after a warm-up of " + DurationNotation.text(load.warmup());
  }

  private static double attemptsPerActivity(RunPlan plan) {
    Outcomes outcomes = plan.completion().outcomes();
    double drawn = outcomes.complete() + outcomes.fail() + outcomes.abandon();
    double retried = drawn == 0 ? 0 : (outcomes.fail() + outcomes.abandon()) / drawn;
    double attempts = 0;
    double reached = 1;
    for (int attempt = 1; attempt <= plan.greeting().maxAttempts(); attempt++) {
      attempts += reached;
      reached *= retried;
    }
    return attempts;
  }

  private static double abandonedShare(Outcomes outcomes) {
    double drawn = outcomes.complete() + outcomes.fail() + outcomes.abandon();
    return drawn == 0 ? 0 : outcomes.abandon() / drawn;
  }

  private static double heartbeatsPerAttempt(RunPlan plan) {
    if (plan.completion().heartbeatInterval().isEmpty()) {
      return 0;
    }
    double interval = Nanos.toSeconds(plan.completion().heartbeatInterval().get());
    double timeout = Nanos.toSeconds(plan.greeting().startToCloseTimeout());
    double answered = Math.min(timeout, plan.completion().delay().meanSeconds());
    double abandoned = abandonedShare(plan.completion().outcomes());
    double parked = parkedSeconds(plan) / plan.shape().steps();
    return (abandoned * timeout + (1 - abandoned) * Math.min(timeout, answered + parked))
        / interval;
  }

  /** How long first steps are parked: at the rate of an open loop, else for as long as they may. */
  private static double parkedSeconds(RunPlan plan) {
    if (plan.completion().park().isEmpty()) {
      return 0;
    }
    double longest = Nanos.toSeconds(plan.longestHold());
    if (!(plan.load().arrivals() instanceof LoadPlan.OpenLoop open)) {
      return longest;
    }
    Duration warmup = plan.load().warmup();
    double arrivals = open.arrivals(warmup.plus(plan.longestHold())) - open.arrivals(warmup);
    double tokens = plan.completion().park().getAsLong();
    return longest * tokens / (arrivals * plan.shape().branches()) / 2;
  }

  private static OptionalLong workflows(RunPlan plan) {
    LoadPlan load = plan.load();
    if (!(load.arrivals() instanceof LoadPlan.OpenLoop open)) {
      return load.duration().isPresent() || !load.warmup().isZero()
          ? OptionalLong.empty()
          : load.workflows();
    }
    double warmup = open.arrivals(load.warmup());
    double measured =
        load.duration().isPresent()
            ? open.arrivals(load.warmup().plus(load.duration().get())) - warmup
            : load.workflows().orElse(0);
    double parked =
        Math.ceil(
            (double) plan.completion().park().orElse(Long.MAX_VALUE) / plan.shape().branches());
    return OptionalLong.of(Math.round(warmup + Math.min(measured, parked)));
  }

  private static OptionalDouble perSecond(RunPlan plan, double requestsPerWorkflow) {
    return plan.load().arrivals() instanceof LoadPlan.OpenLoop open
            && open.shape().peakPerSecond() > 0
        ? OptionalDouble.of(open.shape().peakPerSecond() * requestsPerWorkflow)
        : OptionalDouble.empty();
  }

  private static String counted(RunPlan plan, double value) {
    return count(value) + " " + plan.workload().plural();
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, value < 100 && value % 1 != 0 ? "%,.1f" : "%,.0f", value);
  }
}
