package dev.tokenstorm.bottleneck;

import static dev.tokenstorm.text.Humanize.count;
import static dev.tokenstorm.text.Humanize.digits;
import static dev.tokenstorm.text.Humanize.percent;
import static dev.tokenstorm.text.Humanize.rate;
import static dev.tokenstorm.text.Humanize.seconds;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Bottleneck.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Writes one sentence for each cause that follows from the run alone: the figures, and what to
 * change. Causes that need the server's metrics are explained in {@link ServerInternals}.
 */
final class Explanations {
  private final RunEvidence evidence;
  private final LatencyBreakdown breakdown;
  private final RunPlan plan;

  Explanations(RunEvidence evidence) {
    this.evidence = evidence;
    this.breakdown = evidence.breakdown();
    this.plan = evidence.result().facts().plan();
  }

  String of(Cause cause) {
    return switch (cause) {
      case GENERATOR -> generator();
      case COMPLETERS -> completers();
      case WORKER_SLOTS -> slots(worst(true));
      case WORKER_POLLERS -> pollers(worst(false));
      case WORKFLOW_CACHE -> workflowCache();
      case SERVER_LATENCY -> server();
      case IN_FLIGHT -> inFlight();
      case ARRIVAL_RATE -> arrivalRate();
      default -> throw new IllegalArgumentException(cause + " is explained elsewhere");
    };
  }

  private String completers() {
    return "%s of %s completers were busy on average and %s due tokens waited for one: %s each, and then %s for the call%s; raise --completers%s."
        .formatted(
            digits(evidence.occupancy().completersBusy()),
            count(plan.completion().completers()),
            digits(evidence.occupancy().queueDepth()),
            seconds(evidence.figures().meanSeconds(Latency.TOKEN_WAIT)),
            seconds(evidence.callSeconds()),
            growth(", where one takes "),
            bearsMore());
  }

  /**
   * Adds a warning when the run cannot tell two cases apart: completers whose calls wait in line at
   * the server, and a server that takes as long for any call.
   */
  private String bearsMore() {
    int completers = plan.completion().completers();
    if (completers == 1 || LoadEffect.ofOtherCallsKnown(evidence.result().byLoad())) {
      return "";
    }
    return "; whether the server then takes longer this run does not show"
        + (plan.load().arrivals().open()
            ? ""
            : ", as one with --in-flight 1.." + plan.load().arrivals().inFlight() + "@10s would");
  }

  /** Returns the kind of tasks that waits longer: for slots, or else for polls. */
  private TaskKind worst(boolean slots) {
    return waitOf(TaskKind.ACTIVITY, slots) > waitOf(TaskKind.WORKFLOW, slots)
        ? TaskKind.ACTIVITY
        : TaskKind.WORKFLOW;
  }

  private double waitOf(TaskKind kind, boolean slots) {
    double wait = kind == TaskKind.ACTIVITY ? breakdown.activityTasks() : breakdown.workflowTasks();
    if (evidence.slotsFull(kind) != slots) {
      return 0;
    }
    return slots ? wait : wait * evidence.pollsShort(kind);
  }

  private String slots(TaskKind kind) {
    return "%s of %s slots for %s tasks were taken on average, %s by each, and %s tasks waited %s for their start; raise %s."
        .formatted(
            digits(evidence.occupancy().slots(kind)),
            count(evidence.slots(kind)),
            kind.key(),
            seconds(evidence.holdSeconds(kind)),
            digits(evidence.tasksWaiting(kind)),
            seconds(evidence.figures().meanSeconds(kind.waiting())),
            slotsFlag(kind));
  }

  private static String slotsFlag(TaskKind kind) {
    return kind == TaskKind.ACTIVITY ? "--activity-slots" : "--worker-slots";
  }

  private String pollers(TaskKind kind) {
    int pollers = evidence.pollers(kind);
    return "%s tasks waited %s for one of %s, of which none waited for a task: a poll took %s on average and %s at least; raise %s."
        .formatted(
            digits(evidence.tasksWaiting(kind)),
            seconds(evidence.figures().meanSeconds(kind.waiting())),
            count(pollers, "poll") + " for " + kind.key() + " tasks",
            seconds(evidence.figures().polls(kind).meanSeconds()),
            seconds(evidence.figures().polls(kind).minSeconds()),
            pollers < plan.worker().pollers() ? slotsFlag(kind) : "--worker-pollers");
  }

  private String workflowCache() {
    Replays replays = evidence.replays();
    return "The worker read the histories of %s workflows anew, and replayed them, for %s that went on with a workflow (%s): --workflow-cache %s has no room for what is in flight, %s on average; raise --workflow-cache."
        .formatted(
            count(replays.histories()),
            count(replays.tasks(), "task"),
            percent(replays.ratio()),
            count(plan.worker().workflowCache()),
            digits(evidence.occupancy().inFlight()));
  }

  private String generator() {
    OptionalDouble host = evidence.figures().generator().hostCpuRatio();
    return "This process%s used %s of %s cores%s, and its threads ran %s late on average%s; give it more cores, or lower what it spends with --worker wire and --completer grpc."
        .formatted(
            evidence.serverInside() ? ", the server in it included," : "",
            digits(evidence.coresUsed()),
            count(evidence.result().facts().host().cores()),
            host.isPresent()
                ? ", of which %s were busy".formatted(percent(host.getAsDouble()))
                : "",
            seconds(evidence.lateSeconds()),
            breakdown.lag() > 0
                ? ", and started "
                    + plan.workload().plural()
                    + " "
                    + seconds(breakdown.lag())
                    + " after their intended times"
                : ", where a completion call took " + seconds(evidence.callSeconds()));
  }

  private String server() {
    List<String> facts = new ArrayList<>();
    facts.add(
        "a completion call took "
            + evidence
                .onCalls()
                .filter(effect -> effect.addedSeconds() > 0)
                .map(effect -> effect.atMuchLoad() + ", and " + effect.atLittleLoad())
                .orElseGet(() -> seconds(evidence.callSeconds())));
    double dispatch = breakdown.workflowTasks() + breakdown.activityTasks();
    if (breakdown.share(dispatch) >= CauseThreshold.LISTED.value()) {
      String activities = seconds(evidence.figures().meanSeconds(Latency.ACTIVITY_TASK_WAIT));
      facts.add(
          evidence.shape().closesWithLastToken()
              ? "tasks waited " + activities + " for their start"
              : "tasks waited "
                  + seconds(evidence.figures().meanSeconds(Latency.WORKFLOW_TASK_WAIT))
                  + " (workflow) and "
                  + activities
                  + " (activity) for their start");
    }
    // The number of cores of the server's host is not known, so its CPU alone is no finding.
    evidence
        .server()
        .map(ServerSignals::coresUsed)
        .filter(OptionalDouble::isPresent)
        .ifPresent(
            cores ->
                facts.add(
                    "its processes used %s cores (process_cpu_seconds_total)"
                        .formatted(digits(cores.getAsDouble()))));
    return "At %s completions per second the server takes long: %s; %s."
        .formatted(
            digits(evidence.figures().completionsPerSecond().orElse(0)),
            String.join(", ", facts),
            evidence.server().isPresent()
                ? "give it more, or ask for less"
                : "the cause is not visible from here, and --server-metrics URL lets the server"
                    + " tell");
  }

  private String inFlight() {
    long dropped = evidence.figures().counts().dropped();
    int bound = plan.load().arrivals().inFlight();
    if (dropped > 0) {
      return "%s of %s found --in-flight %s reached, and were dropped; raise it, or lower the rate."
          .formatted(
              count(dropped),
              count(evidence.figures().counts().intended(), "arrival"),
              count(bound));
    }
    return "%s %s were in flight on average, of %s, and nothing else was short: of the %s that %s takes, %s are the server's answers and %s the external completer's own time; %s."
        .formatted(
            digits(evidence.occupancy().inFlight()),
            plan.workload().plural(),
            count(bound),
            seconds(breakdown.seconds()),
            plan.workload().one(),
            percent(breakdown.share(breakdown.start() + breakdown.server())),
            percent(breakdown.share(breakdown.external())),
            moreInFlight(bound));
  }

  /** A bound that the run has no more workflows than is no bound of it. */
  private String moreInFlight(int bound) {
    OptionalLong planned = plan.load().workflows();
    return planned.isPresent() && planned.getAsLong() <= bound
        ? "the run has no more than %s, so raise --%s"
            .formatted(count(planned.getAsLong()), plan.workload().plural())
        : "raise --in-flight";
  }

  private String arrivalRate() {
    ArrivalBalance balance = ArrivalBalance.of(evidence);
    return "Nothing bound it but the load that was asked for: %s %s per second closed of %s that were to start; raise the rate."
        .formatted(digits(balance.closed()), plan.workload().plural(), rate(balance.intended()));
  }

  String tooLittle() {
    return "%s in %s say nothing; run longer, or with more load."
        .formatted(
            count(evidence.figures().completions(), "completion"),
            seconds(evidence.figures().seconds()));
  }

  String unknown() {
    List<String> missing = new ArrayList<>();
    if (evidence.onCalls().isEmpty()) {
      missing.add("calls at little load, as a run has that drains or begins with a ramp");
    }
    TaskKind always =
        evidence.shape().closesWithLastToken() ? TaskKind.ACTIVITY : TaskKind.WORKFLOW;
    if (evidence.figures().polls(always).count() == 0) {
      missing.add("times of tasks, which this server does not tell");
    }
    if (evidence.server().isEmpty()) {
      missing.add("the server's own word (--server-metrics URL)");
    }
    return "The evidence does not say: no wait is a large part of %s's %s. Missing: %s."
        .formatted(
            plan.workload().one(),
            seconds(breakdown.seconds()),
            missing.isEmpty() ? "nothing that could be had" : String.join("; ", missing));
  }

  /**
   * Returns how long a call takes at low load, after a lead-in. Empty if the run does not show that
   * load makes calls longer.
   */
  private String growth(String lead) {
    return evidence
        .onCalls()
        .filter(effect -> effect.addedSeconds() > 0)
        .map(effect -> lead + effect.atLittleLoad())
        .orElse("");
  }
}
