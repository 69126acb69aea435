package dev.tokenstorm.plan;

import static dev.tokenstorm.plan.RunSettings.BRANCHES;
import static dev.tokenstorm.plan.RunSettings.HEARTBEAT_INTERVAL;
import static dev.tokenstorm.plan.RunSettings.HEARTBEAT_TIMEOUT;
import static dev.tokenstorm.plan.RunSettings.STEPS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a validated plan of settings: reads them, fills in defaults, refuses contradictions. */
public final class PlanParser {
  static final Duration START_TO_CLOSE_TIMEOUT = Duration.ofSeconds(60);

  /** Enough to fill a slow server with tokens. */
  static final Duration PARKED_START_TO_CLOSE_TIMEOUT = Duration.ofMinutes(10);

  static final HostPort METRICS_ADDRESS = new HostPort("127.0.0.1", 9464);

  /** About six events an activity, and a server's default limit of 51,200 events a history. */
  private static final int MOST_ACTIVITIES = 8_000;

  private static final long MOST_PENDING = 10_000_000;

  private final Settings settings;

  private PlanParser(Settings settings) {
    this.settings = SettingConflicts.settle(settings);
  }

  /**
   * The plan of a run.
   *
   * @throws UsageException when a value is not one, settings contradict each other, or the results'
   *     folder exists or cannot be created
   */
  public static RunPlan run(Settings settings, RunIdentity identity) {
    return new PlanParser(settings).run(identity);
  }

  /**
   * The target alone.
   *
   * @param taskQueue the queue unless the user gives one
   * @throws UsageException when a value is not one or settings contradict each other
   */
  public static TargetPlan target(Settings settings, String taskQueue) {
    return new PlanParser(settings).target(taskQueue);
  }

  private RunPlan run(RunIdentity identity) {
    GreetingPlan greeting = greeting();
    LoadParser loads = new LoadParser(settings, greeting);
    LoadPlan load = loads.load();
    CompletionPlan completion = completion(greeting);
    long seed = settings.find(RunSettings.SEED).orElse(identity.seed());
    RunPlan plan =
        new RunPlan(
            identity.runId(),
            seed,
            seeded(target("tokenstorm-" + identity.runId()), seed),
            settings.all(RunSettings.SERVER_METRICS),
            load,
            greeting,
            completion,
            worker(load, loads.parkedWorkflows()),
            settings.get(RunSettings.AUDIT),
            verdict(load, completion),
            output(identity));
    if (plan.maxPendingTokens() > MOST_PENDING) {
      throw new UsageException(
          settings.label(RunSettings.IN_FLIGHT)
              + " times "
              + settings.label(BRANCHES)
              + " must be at most "
              + MOST_PENDING
              + ", not "
              + plan.maxPendingTokens()
              + ": so many tokens may be pending at one time.");
    }
    Parking.check(plan, settings);
    Patience.check(greeting, completion, settings);
    FirstAnswer.check(greeting, plan.target().taskQueue(), settings);
    OutputFolder.check(plan.output().directory(), settings.label(RunSettings.OUT));
    plan.output()
        .reports()
        .values()
        .forEach(file -> OutputFile.check(file, settings.label(RunSettings.REPORT)));
    return plan;
  }

  private static TargetPlan seeded(TargetPlan target, long seed) {
    return target.choice() instanceof TargetPlan.Null front && front.options().seed().isEmpty()
        ? new TargetPlan(
            new TargetPlan.Null(front.options(), seed), target.namespace(), target.taskQueue())
        : target;
  }

  private TargetPlan target(String taskQueue) {
    TargetPlan.Choice choice = settings.get(RunSettings.TARGET);
    if (choice instanceof TargetPlan.Environment) {
      choice = new TargetPlan.Environment(settings.find(RunSettings.PROFILE));
    } else if (choice instanceof TargetPlan.DevServer) {
      choice =
          new TargetPlan.DevServer(
              settings.find(RunSettings.DEV_SERVER_PATH), settings.all(RunSettings.DEV_SERVER_ARG));
    }
    Optional<String> namespace = settings.find(RunSettings.NAMESPACE);
    if (namespace.isEmpty() && !(choice instanceof TargetPlan.Environment)) {
      namespace = Optional.of("default");
    }
    return new TargetPlan(
        choice, namespace, settings.find(RunSettings.TASK_QUEUE).orElse(taskQueue));
  }

  private GreetingPlan greeting() {
    GreetingPlan greeting =
        new GreetingPlan(
            settings.get(BRANCHES),
            settings.get(STEPS),
            settings.get(RunSettings.PAYLOAD_BYTES),
            settings.get(RunSettings.MAX_ATTEMPTS),
            settings
                .find(RunSettings.START_TO_CLOSE_TIMEOUT)
                .orElse(
                    settings.find(RunSettings.PARK).isPresent()
                        ? PARKED_START_TO_CLOSE_TIMEOUT
                        : START_TO_CLOSE_TIMEOUT),
            settings.find(HEARTBEAT_TIMEOUT));
    if (greeting.activities() > MOST_ACTIVITIES) {
      throw new UsageException(
          settings.label(BRANCHES)
              + " times "
              + settings.label(STEPS)
              + " must be at most "
              + MOST_ACTIVITIES
              + ", not "
              + greeting.activities()
              + ": a server's history holds no more.");
    }
    return greeting;
  }

  private CompletionPlan completion(GreetingPlan greeting) {
    Optional<Duration> interval = settings.find(HEARTBEAT_INTERVAL);
    Optional<Duration> timeout = greeting.heartbeatTimeout();
    if (interval.isPresent()
        && timeout.isPresent()
        && interval.get().compareTo(timeout.get()) >= 0) {
      throw new UsageException(
          settings.label(HEARTBEAT_INTERVAL)
              + " must be shorter than "
              + settings.label(HEARTBEAT_TIMEOUT)
              + ": "
              + DurationNotation.text(interval.get())
              + " is not less than "
              + DurationNotation.text(timeout.get())
              + ".");
    }
    return new CompletionPlan(
        settings.get(RunSettings.COMPLETERS),
        settings.get(RunSettings.COMPLETER),
        settings
            .find(RunSettings.COMPLETER_CHANNELS)
            .orElseGet(() -> CompleterChannels.automatic(settings.get(RunSettings.COMPLETERS))),
        settings.get(RunSettings.COMPLETE_BY),
        settings.get(RunSettings.COMPLETION_DELAY),
        settings.get(RunSettings.OUTCOMES),
        interval,
        settings.find(RunSettings.PARK).map(OptionalLong::of).orElse(OptionalLong.empty()),
        settings.get(RunSettings.LOG_TOKENS));
  }

  private WorkerPlan worker(LoadPlan load, long parkedWorkflows) {
    WorkerPlan.Kind kind = settings.get(RunSettings.WORKER);
    return new WorkerPlan(
        kind,
        settings
            .find(RunSettings.WORKER_POLLERS)
            .orElse(WorkerDefaults.pollers(kind, load.arrivals())),
        kind == WorkerPlan.Kind.SDK ? settings.get(RunSettings.WORKER_SLOTS) : 0,
        kind == WorkerPlan.Kind.SDK
            ? settings
                .find(RunSettings.ACTIVITY_SLOTS)
                .orElseGet(() -> settings.get(RunSettings.WORKER_SLOTS))
            : 0,
        settings
            .find(RunSettings.WORKFLOW_CACHE)
            .orElse(WorkerDefaults.workflowCache(load.arrivals(), parkedWorkflows)));
  }

  private VerdictPlan verdict(LoadPlan load, CompletionPlan completion) {
    List<Objective> objectives = settings.all(RunSettings.REQUIRE);
    for (Objective objective : objectives) {
      Optional<String> impossible = UnjudgeableObjective.reason(objective, load, completion);
      if (impossible.isPresent()) {
        throw new UsageException(
            settings.label(RunSettings.REQUIRE)
                + " can never judge "
                + objective.figureName()
                + ": "
                + impossible.get()
                + ".");
      }
    }
    return new VerdictPlan(objectives, settings.get(RunSettings.REQUIRE_TRUST));
  }

  private OutputPlan output(RunIdentity identity) {
    Optional<OutputPlan.Metrics> metrics =
        Optional.of(
            settings
                .find(RunSettings.METRICS_ADDRESS)
                .map(address -> new OutputPlan.Metrics(address, true))
                .orElse(new OutputPlan.Metrics(METRICS_ADDRESS, false)));
    return new OutputPlan(
        settings.find(RunSettings.OUT).orElse(Path.of("results", identity.runId())),
        settings.get(RunSettings.NO_METRICS) ? Optional.empty() : metrics,
        settings.get(RunSettings.LINGER),
        settings.find(RunSettings.REPORT).orElse(Map.of()));
  }
}
