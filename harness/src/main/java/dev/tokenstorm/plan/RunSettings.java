package dev.tokenstorm.plan;

import dev.tokenstorm.plan.Setting.Group;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting there is, each once. Flags, their help, variables and plan files are all made from
 * this table, so that they cannot differ.
 */
public final class RunSettings {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /** The largest integer that every JSON tool keeps exact, and so the largest seed. */
  static final long LARGEST_SEED = (1L << 53) - 1;

  public static final Setting<TargetPlan.Choice> TARGET =
      Setting.value(
              Group.TARGET,
              "target",
              "TARGET",
              new TargetNotation(),
              "The Temporal service: embedded (a test server in this process), dev-server (started"
                  + " by the temporal CLI), env (what TEMPORAL_* variables and the Temporal"
                  + " configuration file say), HOST:PORT (no TLS) or null[:OPTIONS] (a front end in"
                  + " this process that costs next to nothing; null-server --help tells its"
                  + " options)")
          .or("embedded");

  public static final Setting<String> NAMESPACE =
      Setting.value(
              Group.TARGET,
              "namespace",
              "NAME",
              new NameNotation(255),
              "The namespace to run in; it must exist")
          .orDerived("the one named default; with --target env, what the environment says");

  public static final Setting<String> TASK_QUEUE =
      Setting.value(
              Group.TARGET,
              "task-queue",
              "NAME",
              new NameNotation(255),
              "The task queue; tokens of workflows that are not this run's are never completed")
          .orDerived("tokenstorm-<run id>");

  public static final Setting<String> PROFILE =
      Setting.value(
              Group.TARGET,
              "profile",
              "NAME",
              new NameNotation(255),
              "With --target env, the profile of the Temporal configuration file")
          .orDerived("TEMPORAL_PROFILE, or the file's default profile");

  public static final Setting<Path> DEV_SERVER_PATH =
      Setting.value(
              Group.TARGET,
              "dev-server-path",
              "FILE",
              new PathNotation(),
              "With --target dev-server, the temporal CLI")
          .orDerived("temporal on PATH");

  public static final Setting<String> DEV_SERVER_ARG =
      Setting.list(
          Group.TARGET,
          "dev-server-arg",
          "ARG",
          new NameNotation(4_096),
          "\\s+",
          "With --target dev-server, a further argument of temporal server start-dev; may be"
              + " repeated");

  public static final Setting<URI> SERVER_METRICS =
      Setting.list(
          Group.TARGET,
          "server-metrics",
          "URL",
          new UrlNotation(),
          "\\s*,\\s*",
          "Where the server tells its own metrics in Prometheus' text format, such as"
              + " http://10.0.0.5:8000/metrics: what is looked at to say what bound the run. May be"
              + " repeated, for a server of several processes");

  public static final Setting<Long> WORKFLOWS =
      Setting.value(
              Group.LOAD,
              "workflows",
              "N",
              CountNotation.between(1, 1_000_000_000),
              "How many workflows to start")
          .orDerived(
              LoadParser.WORKFLOWS
                  + ", or as many as --park needs, unless --duration, --rate, --stages or --burst"
                  + " is given");

  public static final Setting<Duration> DURATION =
      Setting.value(
          Group.LOAD,
          "duration",
          "D",
          DurationNotation.between(TICK, MONTH),
          "How long to start workflows, in place of --workflows");

  public static final Setting<InFlight> IN_FLIGHT =
      Setting.value(
              Group.LOAD,
              "in-flight",
              "N",
              new InFlightNotation(),
              "The most workflows open at one time. Without --rate, --stages or --burst, so many"
                  + " always are: 200, or 10..200@30s for a number that goes evenly from one to"
                  + " another from the run's start. With one of these a safety bound, and each"
                  + " arrival that finds so many open is dropped and counted")
          .orDerived(
              LoadParser.IN_FLIGHT
                  + ", or as many as --park needs; with --rate, --stages or --burst, 60 s of"
                  + " arrivals, all bursts, what --park needs, and at least 1000");

  public static final Setting<Double> RATE =
      Setting.value(
          Group.LOAD,
          "rate",
          "R",
          new RateNotation(),
          "Start workflows at this rate whatever the target does: 200/s, 1k/s, 90/m; needs"
              + " --workflows or --duration");

  public static final Setting<LoadShape> STAGES =
      Setting.value(
          Group.LOAD,
          "stages",
          "STAGES",
          new StagesNotation(),
          "Start workflows at rates that change, in place of --rate: 30s@100/s holds a rate,"
              + " 1m@100/s..1k/s goes evenly from one to another, 10s@0/s is a pause; joined by"
              + " commas, and over with the last");

  public static final Setting<LoadPlan.Spacing> ARRIVALS =
      Setting.value(
              Group.LOAD,
              "arrivals",
              "SPACING",
              WordNotation.of(LoadPlan.Spacing.class),
              "With --rate or --stages, how arrivals follow each other: constant, evenly; poisson,"
                  + " at random as independent users do, drawn from --seed")
          .or("constant");

  public static final Setting<List<Burst>> BURST =
      Setting.value(
          Group.LOAD,
          "burst",
          "N@D",
          new BurstNotation(),
          "Start N workflows at one instant, D after the run's start, on top of --rate or --stages"
              + " or without any, such as 500@10s; several are joined by commas");

  public static final Setting<Duration> WARMUP =
      Setting.value(
              Group.LOAD,
              "warmup",
              "D",
              DurationNotation.upTo(DAY),
              "Start workflows for this long before the measured phase; measured apart. With"
                  + " --stages, so much of their beginning")
          .or("0");

  public static final Setting<Duration> DRAIN_TIMEOUT =
      Setting.value(
              Group.LOAD,
              "drain-timeout",
              "D",
              DurationNotation.between(TICK, WEEK),
              "How long open workflows may take to close after the last start; what is left is"
                  + " terminated and counted")
          .orDerived("twice --start-to-close-timeout");

  public static final Setting<Duration> GRACE =
      Setting.value(
              Group.LOAD,
              "grace",
              "D",
              DurationNotation.upTo(DAY),
              "How long the drain, and terminating what is open then, may take together after"
                  + " SIGTERM or SIGHUP; what is left stays open. The process ends 5 s later at"
                  + " most")
          .or("20s");

  public static final Setting<Integer> BRANCHES =
      Setting.value(
              Group.GREETING,
              "branches",
              "B",
              CountNotation.ints(1, 1_000),
              "Parallel branches of a workflow")
          .or("2");

  public static final Setting<Integer> STEPS =
      Setting.value(
              Group.GREETING,
              "steps",
              "S",
              CountNotation.ints(1, 1_000),
              "Activities of a branch, one after the other")
          .or("2");

  public static final Setting<Integer> PAYLOAD_BYTES =
      Setting.value(
              Group.GREETING,
              "payload-bytes",
              "N",
              CountNotation.bytes(0, 2_000_000),
              "Length to which the name and each activity's result are padded: 512, 4KB (4,000"
                  + " bytes, also 4K), 4KiB (4,096), 1MB (1,000,000) or 1MiB (1,048,576); times"
                  + " --branches, it has to fit a message of 4 MiB")
          .or("0");

  public static final Setting<Integer> MAX_ATTEMPTS =
      Setting.value(
              Group.GREETING,
              "max-attempts",
              "N",
              CountNotation.ints(1, 1_000),
              "Attempts of each activity; each has a token of its own")
          .or("3");

  public static final Setting<Duration> START_TO_CLOSE_TIMEOUT =
      Setting.value(
              Group.GREETING,
              "start-to-close-timeout",
              "D",
              DurationNotation.between(TICK, DAY),
              "Timeout of each attempt, its time as a pending activity included")
          .orDerived(
              DurationNotation.text(PlanParser.START_TO_CLOSE_TIMEOUT)
                  + "; with --park, "
                  + DurationNotation.text(PlanParser.PARKED_START_TO_CLOSE_TIMEOUT));

  public static final Setting<Duration> HEARTBEAT_TIMEOUT =
      Setting.value(
          Group.GREETING,
          "heartbeat-timeout",
          "D",
          DurationNotation.between(TICK, DAY),
          "Heartbeat timeout of each activity, which applies while it is pending");

  public static final Setting<Integer> COMPLETERS =
      Setting.value(
              Group.COMPLETION,
              "completers",
              "N",
              CountNotation.ints(1, 100_000),
              "Concurrency of the completer pool")
          .or("16");

  public static final Setting<CompletionPlan.Client> COMPLETER =
      Setting.value(
              Group.COMPLETION,
              "completer",
              "KIND",
              WordNotation.of(CompletionPlan.Client.class),
              "sdk: ActivityCompletionClient, one call a thread; grpc: asynchronous stub, with"
                  + " --completers as its window of outstanding calls")
          .or("sdk");

  public static final Setting<Integer> COMPLETER_CHANNELS =
      Setting.value(
              Group.COMPLETION,
              "completer-channels",
              "N",
              CountNotation.ints(1, 1_000),
              "With --completer grpc, the connections over which its calls are spread")
          .orDerived(
              "one for each "
                  + CompleterChannels.STREAMS
                  + " of --completers, "
                  + CompleterChannels.MAX_CHANNELS
                  + " at most");

  public static final Setting<CompletionPlan.CompleteBy> COMPLETE_BY =
      Setting.value(
              Group.COMPLETION,
              "complete-by",
              "WAY",
              WordNotation.of(CompletionPlan.CompleteBy.class),
              "How a completion names its activity: token, or id (namespace, workflow id and"
                  + " activity id)")
          .or("token");

  public static final Setting<Delay> COMPLETION_DELAY =
      Setting.value(
              Group.COMPLETION,
              "completion-delay",
              "DELAY",
              new DelayNotation(),
              "The external completer's own time: 0, 50ms, exp:50ms, lognormal:50ms,0.5 or"
                  + " uniform:10ms..90ms; has to be able to end before --start-to-close-timeout")
          .or("0");

  public static final Setting<Outcomes> OUTCOMES =
      Setting.value(
              Group.COMPLETION,
              "outcomes",
              "MIX",
              new OutcomesNotation(),
              "Percentages, such as complete=97,fail=1,abandon=1,cancel=1. Attempts are completed,"
                  + " completed exceptionally or never completed; workflows are cancelled")
          .or("complete=100");

  public static final Setting<Duration> HEARTBEAT_INTERVAL =
      Setting.value(
          Group.COMPLETION,
          "heartbeat-interval",
          "D",
          DurationNotation.between(TICK, DAY),
          "How often the external completer heartbeats each pending activity");

  public static final Setting<Long> PARK =
      Setting.value(
          Group.COMPLETION,
          "park",
          "N",
          CountNotation.between(1, 10_000_000),
          "Complete nothing until N tokens are pending, then start no more workflows and complete"
              + " all at once; how fast that goes is measured apart. Heartbeats go on meanwhile");

  public static final Setting<Boolean> LOG_TOKENS =
      Setting.toggle(Group.COMPLETION, "log-tokens", "Log task tokens in base64; a token is a key");

  public static final Setting<WorkerPlan.Kind> WORKER =
      Setting.value(
              Group.WORKER,
              "worker",
              "KIND",
              WordNotation.of(WorkerPlan.Kind.class),
              "What plays the greeting workflow: sdk, the SDK's worker, which is what applications"
                  + " run; wire, the gRPC API itself, at a fraction of the cost")
          .or("sdk");

  public static final Setting<Integer> WORKER_POLLERS =
      Setting.value(
              Group.WORKER,
              "worker-pollers",
              "N",
              CountNotation.ints(1, 1_000),
              "Pollers for workflow tasks, of which --worker sdk has 2 at least, and as many for"
                  + " activity tasks; with --worker wire, long polls kept open, and as many more on"
                  + " the worker's sticky queue; the two may be 1200 together on a server with"
                  + " default limits")
          .orDerived(WorkerDefaults.pollersInWords());

  public static final Setting<Integer> WORKER_SLOTS =
      Setting.value(
              Group.WORKER,
              "worker-slots",
              "N",
              CountNotation.ints(1, 100_000),
              "With --worker sdk, workflow tasks that run at one time")
          .or(String.valueOf(WorkerDefaults.SLOTS));

  public static final Setting<Integer> ACTIVITY_SLOTS =
      Setting.value(
              Group.WORKER,
              "activity-slots",
              "N",
              CountNotation.ints(1, 100_000),
              "With --worker sdk, activity tasks that run at one time; one that waits to be"
                  + " completed holds none")
          .orDerived("--worker-slots");

  public static final Setting<Integer> WORKFLOW_CACHE =
      Setting.value(
              Group.WORKER,
              "workflow-cache",
              "N",
              CountNotation.ints(1, 1_000_000),
              "Workflows kept in memory between their tasks")
          .orDerived(WorkerDefaults.workflowCacheInWords());

  public static final Setting<AuditPlan> AUDIT =
      Setting.value(
              Group.CHECKS,
              "audit",
              "WHICH",
              new AuditNotation(),
              "Workflows whose histories are compared with the ledger: none, sample:N (at least N,"
                  + " drawn evenly) or all; doubtful ones always are")
          .or("sample:100");

  public static final Setting<Objective> REQUIRE =
      Setting.list(
          Group.CHECKS,
          "require",
          "OBJECTIVE",
          new ObjectiveNotation(),
          "\\s*,(?![0-9])\\s*",
          "What a figure has to be, else the run fails: 'tokens.lost == 0', 'workflow.p99 < 1s',"
              + " 'drain:completions.rate > 5k/s', 'errors.ratio < 5% abort after 10s'. May be"
              + " repeated; the variable takes commas between them. All figures:"
              + " docs/objectives.md");

  public static final Setting<Boolean> REQUIRE_TRUST =
      Setting.value(
              Group.CHECKS,
              "require-trust",
              "on|off",
              WordNotation.onOff(),
              "Whether doubts about the figures decide the verdict; with off they are warnings")
          .or("on");

  public static final Setting<Long> SEED =
      Setting.value(
              Group.CHECKS,
              "seed",
              "N",
              CountNotation.between(0, LARGEST_SEED),
              "Drives every random choice of a run")
          .orDerived("random; printed and kept");

  public static final Setting<Path> OUT =
      Setting.value(
              Group.OUTPUT,
              "out",
              "DIR",
              new PathNotation(),
              "Folder for the results; it must not exist yet")
          .orDerived("results/<run id>");

  public static final Setting<Map<ReportFormat, Path>> REPORT =
      Setting.value(
          Group.OUTPUT,
          "report",
          "junit=F,markdown=F",
          new ReportNotation(),
          "Files for the verdict, as JUnit's XML and as GitHub's Markdown. They say from the"
              + " beginning that the run has not come to its end; a file that is no such report is"
              + " refused");

  public static final Setting<HostPort> METRICS_ADDRESS =
      Setting.value(
              Group.OUTPUT,
              "metrics-address",
              "HOST:PORT",
              new HostPortNotation(0),
              "Where Prometheus finds the metrics; port 0 takes a free one")
          .orDerived(PlanParser.METRICS_ADDRESS + ", or a free port when that is taken");

  public static final Setting<Boolean> NO_METRICS =
      Setting.toggle(Group.OUTPUT, "no-metrics", "Offer no metrics endpoint");

  public static final Setting<Duration> LINGER =
      Setting.value(
              Group.OUTPUT,
              "linger",
              "D",
              DurationNotation.upTo(WEEK),
              "How long the metrics endpoint stays up after the summary")
          .or("0");

  public static final Setting<Path> PLAN =
      Setting.value(
          Group.INVOCATION,
          "plan",
          "FILE",
          new PathNotation(),
          "Read settings from a YAML file; its keys are the flags without dashes");

  public static final Setting<Boolean> DRY_RUN =
      Setting.toggle(Group.INVOCATION, "dry-run", "Print the plan and an estimate, and stop");

  public static final Setting<Boolean> JSON =
      Setting.toggle(Group.INVOCATION, "json", "Print the result document in place of the summary");

  public static final Setting<Boolean> QUIET =
      Setting.toggle(Group.INVOCATION, "quiet", "Print no progress");

  public static final Setting<Boolean> DEBUG =
      Setting.toggle(Group.INVOCATION, "debug", "Print a stack trace with an unexpected error");

  /** All of them, group by group, in the order of help texts and plan files. */
  public static final List<Setting<?>> ALL =
      List.of(
          TARGET,
          NAMESPACE,
          TASK_QUEUE,
          PROFILE,
          DEV_SERVER_PATH,
          DEV_SERVER_ARG,
          SERVER_METRICS,
          WORKFLOWS,
          DURATION,
          IN_FLIGHT,
          RATE,
          STAGES,
          ARRIVALS,
          BURST,
          WARMUP,
          DRAIN_TIMEOUT,
          GRACE,
          BRANCHES,
          STEPS,
          PAYLOAD_BYTES,
          MAX_ATTEMPTS,
          START_TO_CLOSE_TIMEOUT,
          HEARTBEAT_TIMEOUT,
          COMPLETERS,
          COMPLETER,
          COMPLETER_CHANNELS,
          COMPLETE_BY,
          COMPLETION_DELAY,
          OUTCOMES,
          HEARTBEAT_INTERVAL,
          PARK,
          LOG_TOKENS,
          WORKER,
          WORKER_POLLERS,
          WORKER_SLOTS,
          ACTIVITY_SLOTS,
          WORKFLOW_CACHE,
          AUDIT,
          REQUIRE,
          REQUIRE_TRUST,
          SEED,
          OUT,
          REPORT,
          METRICS_ADDRESS,
          NO_METRICS,
          LINGER,
          PLAN,
          DRY_RUN,
          JSON,
          QUIET,
          DEBUG);

  /** Those that name a target, for every command that needs one. */
  public static final List<Setting<?>> TARGET_ONLY =
      List.of(TARGET, NAMESPACE, PROFILE, DEV_SERVER_PATH, DEV_SERVER_ARG, PLAN, DEBUG);

  private RunSettings() {}

  /** The setting of a plan file's key. */
  static Optional<Setting<?>> named(String name) {
    return ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> setting.name().equals(name))
        .findFirst();
  }

  /** The names of all settings that a plan can hold. */
  static List<String> planNames() {
    return ALL.stream().filter(Setting::inPlan).map(Setting::name).toList();
  }
}
