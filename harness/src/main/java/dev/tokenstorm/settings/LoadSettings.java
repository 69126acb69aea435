package dev.tokenstorm.settings;

import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.DurationNotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the load: how many workflows start, and when. */
public final class LoadSettings {
  private static final SettingTable TABLE = new SettingTable(Group.LOAD);
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  public static final Setting<Long> WORKFLOWS =
      TABLE
          .value(
              "workflows",
              "N",
              CountNotation.between(1, 1_000_000_000),
              "How many workflows to start; with --workload standalone, how many activities")
          .alsoNamed("executions")
          .orDerived(
              LoadDefaults.WORKFLOWS
                  + ", or as many as --park needs, unless --duration, --rate, --stages or --burst"
                  + " is given",
              LoadDefaults::workflows)
          .fromAny(LoadSettings::workflows);

  public static final Setting<Duration> DURATION =
      TABLE
          .value(
              "duration",
              "D",
              DurationNotation.between(TICK, MONTH),
              "How long to start workflows, in place of --workflows")
          .fromAny(LoadSettings::duration);

  public static final Setting<InFlight> IN_FLIGHT =
      TABLE
          .value(
              "in-flight",
              "N",
              new InFlightNotation(),
              "The most workflows open at one time. Without --rate, --stages or --burst, so many"
                  + " always are: 200, or 10..200@30s for a number that goes evenly from one to"
                  + " another from the run's start. With one of these a safety bound, and each"
                  + " arrival that finds so many open is dropped and counted")
          .orDerived(
              LoadPlan.DEFAULT_IN_FLIGHT
                  + ", or as many as --park needs; with --rate, --stages or --burst, 60 s of"
                  + " arrivals, all bursts, what --park needs, and at least 1000",
              LoadDefaults::inFlight)
          .from(LoadSettings::inFlight);

  public static final Setting<Integer> AWAIT_RESULTS =
      TABLE
          .value(
              "await-results",
              "N",
              CountNotation.ints(0, LoadDefaults.MOST_AWAITED),
              "With --workload standalone, how many clients wait for a result at one time, by the"
                  + " long poll of the SDK's handle; executions beyond have no client. A server"
                  + " with default limits lets 1200 wait")
          .orDerived(LoadDefaults.awaitedInWords(), LoadDefaults::awaited)
          .fromAny(LoadSettings::awaited);

  public static final Setting<Double> RATE =
      TABLE
          .value(
              "rate",
              "R",
              new RateNotation(),
              "Start workflows at this rate whatever the target does: 200/s, 1k/s, 90/m; needs"
                  + " --workflows or --duration")
          .fromAny(LoadSettings::rate);

  public static final Setting<LoadShape> STAGES =
      TABLE
          .value(
              "stages",
              "STAGES",
              new StagesNotation(),
              "Start workflows at rates that change, in place of --rate: 30s@100/s holds a rate,"
                  + " 1m@100/s..1k/s goes evenly from one to another, 10s@0/s is a pause; joined by"
                  + " commas, and over with the last")
          .fromAny(LoadSettings::stages);

  public static final Setting<LoadPlan.Spacing> ARRIVALS =
      TABLE
          .value(
              "arrivals",
              "SPACING",
              WordNotation.of(LoadPlan.Spacing.class),
              "With --rate or --stages, how arrivals follow each other: constant, evenly; poisson,"
                  + " at random as independent users do, drawn from --seed")
          .or("constant")
          .fromAny(LoadSettings::spacing);

  public static final Setting<List<Burst>> BURST =
      TABLE
          .value(
              "burst",
              "N@D",
              new BurstNotation(),
              "Start N workflows at one instant, D after the run's start, on top of --rate or"
                  + " --stages or without any, such as 500@10s; several are joined by commas")
          .fromAny(LoadSettings::bursts);

  public static final Setting<Duration> WARMUP =
      TABLE
          .value(
              "warmup",
              "D",
              DurationNotation.upTo(DAY),
              "Start workflows for this long before the measured phase; measured apart. With"
                  + " --stages, so much of their beginning")
          .or("0")
          .from(plan -> plan.load().warmup());

  public static final Setting<Duration> DRAIN_TIMEOUT =
      TABLE
          .value(
              "drain-timeout",
              "D",
              DurationNotation.between(TICK, WEEK),
              "How long open workflows may take to close after the last start; what is left is"
                  + " terminated and counted")
          .orDerived(
              "twice --start-to-close-timeout; with --operate, twice that and a pause",
              LoadSettings::drain)
          .from(plan -> plan.load().drainTimeout());

  public static final Setting<Duration> GRACE =
      TABLE
          .value(
              "grace",
              "D",
              DurationNotation.upTo(DAY),
              "How long the drain, and terminating what is open then, may take together after"
                  + " SIGTERM or SIGHUP; what is left stays open. The process ends 5 s later at"
                  + " most")
          .or("20s")
          .from(plan -> plan.load().grace());

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private LoadSettings() {}

  /**
   * Returns the settings of runs that are compared with each other: no client waits for a result
   * unless the user asks for it, because its calls cost as much as the load's.
   */
  public static Settings withoutClients(Settings settings) {
    return StandaloneLimits.standalone(settings) && settings.given(AWAIT_RESULTS).isEmpty()
        ? settings.with(AWAIT_RESULTS, "0")
        : settings;
  }

  private static Optional<Integer> awaited(RunPlan plan) {
    return plan.workload() == WorkloadKind.STANDALONE
        ? Optional.of(plan.awaitedResults())
        : Optional.empty();
  }

  /** Twice a timeout, which operators may double; reset attempts may take as long once more. */
  private static Duration drain(Settings settings) {
    Duration drain = settings.get(GreetingSettings.START_TO_CLOSE_TIMEOUT).multipliedBy(2);
    OperatorPlan operators = settings.find(CompletionSettings.OPERATE).orElse(OperatorPlan.NONE);
    return operators.any() ? drain.multipliedBy(2).plus(operators.pauseFor()) : drain;
  }

  private static Optional<LoadPlan.OpenLoop> openLoop(RunPlan plan) {
    return plan.load().arrivals() instanceof LoadPlan.OpenLoop open
        ? Optional.of(open)
        : Optional.empty();
  }

  /** The rates of an open loop, unless it consists of bursts alone. */
  private static Optional<LoadShape> shape(RunPlan plan) {
    return openLoop(plan)
        .map(LoadPlan.OpenLoop::shape)
        .filter(shape -> !shape.equals(LoadShape.NONE));
  }

  private static Optional<Double> rate(RunPlan plan) {
    return shape(plan).flatMap(shape -> shape.steadyPerSecond().stream().boxed().findFirst());
  }

  private static Optional<LoadShape> stages(RunPlan plan) {
    return shape(plan).filter(shape -> shape.steadyPerSecond().isEmpty());
  }

  private static Optional<LoadPlan.Spacing> spacing(RunPlan plan) {
    return openLoop(plan)
        .filter(open -> !open.shape().equals(LoadShape.NONE))
        .map(LoadPlan.OpenLoop::spacing);
  }

  private static Optional<List<Burst>> bursts(RunPlan plan) {
    return openLoop(plan).map(LoadPlan.OpenLoop::bursts).filter(bursts -> !bursts.isEmpty());
  }

  private static InFlight inFlight(RunPlan plan) {
    return plan.load().arrivals() instanceof LoadPlan.ClosedLoop closed
        ? closed.places()
        : InFlight.constant(plan.load().arrivals().inFlight());
  }

  /** Stages say how long the run starts workflows, and so the duration does not. */
  private static Optional<Duration> duration(RunPlan plan) {
    return stages(plan).isPresent() ? Optional.empty() : plan.load().duration();
  }

  /** Bursts alone say how many workflows start, and so the number does not. */
  private static Optional<Long> workflows(RunPlan plan) {
    return bursts(plan).isPresent() && rate(plan).isEmpty()
        ? Optional.empty()
        : plan.load().workflows().stream().boxed().findFirst();
  }
}
