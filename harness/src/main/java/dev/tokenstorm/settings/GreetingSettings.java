package dev.tokenstorm.settings;

import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the workload: what a run starts, and the activities of each execution. */
public final class GreetingSettings {
  private static final SettingTable TABLE = new SettingTable(Group.GREETING);
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private static final int WIDTH = 2;

  private static final String WIDTH_IN_WORDS = WIDTH + "; 1 with --workload standalone";

  /** Enough to fill a slow server with tokens. */
  private static final Duration PARKED_TIMEOUT = Duration.ofMinutes(10);

  /** About six events an activity, and a server's default limit of 51,200 events a history. */
  private static final int MOST_ACTIVITIES = 8_000;

  public static final Setting<WorkloadKind> WORKLOAD =
      TABLE
          .value(
              "workload",
              "KIND",
              WordNotation.of(WorkloadKind.class),
              "What the run starts: greeting, workflows with activities; standalone, activities"
                  + " without a workflow, which a server has since 1.32")
          .or("greeting")
          .from(RunPlan::workload);

  public static final Setting<Integer> BRANCHES =
      TABLE
          .value("branches", "B", CountNotation.ints(1, 1_000), "Parallel branches of a workflow")
          .orDerived(WIDTH_IN_WORDS, GreetingSettings::width)
          .fromAny(plan -> workflow(plan).map(GreetingPlan::branches));

  public static final Setting<Integer> STEPS =
      TABLE
          .value(
              "steps",
              "S",
              CountNotation.ints(1, 1_000),
              "Activities of a branch, one after the other")
          .orDerived(WIDTH_IN_WORDS, GreetingSettings::width)
          .fromAny(plan -> workflow(plan).map(GreetingPlan::steps));

  public static final Setting<Integer> PAYLOAD_BYTES =
      TABLE
          .value(
              "payload-bytes",
              "N",
              CountNotation.bytes(0, 2_000_000),
              "Length to which the name and each activity's result are padded: 512, 4KB (4,000"
                  + " bytes, also 4K), 4KiB (4,096), 1MB (1,000,000) or 1MiB (1,048,576); times"
                  + " --branches, it has to fit a message of 4 MiB")
          .or("0")
          .from(plan -> plan.greeting().payloadBytes());

  public static final Setting<Integer> MAX_ATTEMPTS =
      TABLE
          .value(
              "max-attempts",
              "N",
              CountNotation.ints(1, GreetingPlan.MOST_ATTEMPTS),
              "Attempts of each activity; each has a token of its own")
          .or("3")
          .from(plan -> plan.greeting().maxAttempts());

  public static final Setting<Duration> START_TO_CLOSE_TIMEOUT =
      TABLE
          .value(
              "start-to-close-timeout",
              "D",
              DurationNotation.between(TICK, DAY),
              "Timeout of each attempt, its time as a pending activity included")
          .orDerived(
              DurationNotation.text(DEFAULT_TIMEOUT)
                  + "; with --park, "
                  + DurationNotation.text(PARKED_TIMEOUT),
              GreetingSettings::timeout)
          .from(plan -> plan.greeting().startToCloseTimeout());

  public static final Setting<Duration> HEARTBEAT_TIMEOUT =
      TABLE
          .value(
              "heartbeat-timeout",
              "D",
              DurationNotation.between(TICK, DAY),
              "Heartbeat timeout of each activity, which applies while it is pending")
          .fromAny(plan -> plan.greeting().heartbeatTimeout());

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private GreetingSettings() {}

  /**
   * The activities of one execution.
   *
   * @throws UsageException when a value is not one, or a workflow has too many activities
   */
  static GreetingPlan plan(Settings settings) {
    GreetingPlan greeting =
        new GreetingPlan(
            settings.get(BRANCHES),
            settings.get(STEPS),
            settings.get(PAYLOAD_BYTES),
            settings.get(MAX_ATTEMPTS),
            settings.get(START_TO_CLOSE_TIMEOUT),
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

  private static int width(Settings settings) {
    return StandaloneLimits.standalone(settings) ? 1 : WIDTH;
  }

  /** Empty where nothing is left to choose. */
  private static Optional<GreetingPlan> workflow(RunPlan plan) {
    return Optional.of(plan.greeting()).filter(none -> plan.workload() == WorkloadKind.GREETING);
  }

  private static Duration timeout(Settings settings) {
    return settings.find(CompletionSettings.PARK).isPresent() ? PARKED_TIMEOUT : DEFAULT_TIMEOUT;
  }
}
