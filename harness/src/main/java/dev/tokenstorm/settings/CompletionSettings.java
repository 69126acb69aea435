package dev.tokenstorm.settings;

import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The settings of the external completer. */
public final class CompletionSettings {
  private static final SettingTable TABLE = new SettingTable(Group.COMPLETION);
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  public static final Setting<Integer> COMPLETERS =
      TABLE
          .value(
              "completers",
              "N",
              CountNotation.ints(1, 100_000),
              "Concurrency of the completer pool; capacity sizes it itself unless given")
          .or("16")
          .from(plan -> plan.completion().completers());

  public static final Setting<CompletionPlan.Client> COMPLETER =
      TABLE
          .value(
              "completer",
              "KIND",
              WordNotation.of(CompletionPlan.Client.class),
              "sdk: ActivityCompletionClient, one call a thread; grpc: asynchronous stub, with"
                  + " --completers as its window of outstanding calls")
          .or("sdk")
          .from(plan -> plan.completion().client());

  public static final Setting<Integer> COMPLETER_CHANNELS =
      TABLE
          .value(
              "completer-channels",
              "N",
              CountNotation.ints(1, 1_000),
              "With --completer grpc, the connections over which its calls are spread")
          .orDerived(
              "one for each "
                  + TargetPlan.STREAMS_PER_CONNECTION
                  + " of --completers, "
                  + CompleterChannels.MAX_CHANNELS
                  + " at most",
              settings -> CompleterChannels.automatic(settings.get(COMPLETERS)))
          .from(plan -> plan.completion().channels());

  public static final Setting<CompletionPlan.CompleteBy> COMPLETE_BY =
      TABLE
          .value(
              "complete-by",
              "WAY",
              WordNotation.of(CompletionPlan.CompleteBy.class),
              "How a completion names its activity: token, or id (namespace, workflow id and"
                  + " activity id; of a standalone activity, its own id and its run's)")
          .or("token")
          .from(plan -> plan.completion().by());

  public static final Setting<Delay> COMPLETION_DELAY =
      TABLE
          .value(
              "completion-delay",
              "DELAY",
              new DelayNotation(),
              "The external completer's own time: 0, 50ms, exp:50ms, lognormal:50ms,0.5 or"
                  + " uniform:10ms..90ms; has to be able to end before --start-to-close-timeout")
          .or("0")
          .from(plan -> plan.completion().delay());

  public static final Setting<Outcomes> OUTCOMES =
      TABLE
          .value(
              "outcomes",
              "MIX",
              new OutcomesNotation(),
              "Percentages, such as complete=97,fail=1,abandon=1,cancel=1. Attempts are completed,"
                  + " completed exceptionally or never completed; executions are cancelled")
          .or("complete=100")
          .from(plan -> plan.completion().outcomes());

  public static final Setting<OperatorPlan> OPERATE =
      TABLE
          .value(
              "operate",
              "MIX",
              new OperatorNotation(),
              "Percentages of the pending activities that an operator pauses (and unpauses after"
                  + " so long), resets, or gives twice their --start-to-close-timeout, such as"
                  + " pause=5%:2s,reset=1%,options=1%")
          .fromAny(plan -> Optional.of(plan.completion().operators()).filter(OperatorPlan::any));

  public static final Setting<Duration> HEARTBEAT_INTERVAL =
      TABLE
          .value(
              "heartbeat-interval",
              "D",
              DurationNotation.between(TICK, DAY),
              "How often the external completer heartbeats each pending activity")
          .fromAny(plan -> plan.completion().heartbeatInterval());

  public static final Setting<Long> PARK =
      TABLE
          .value(
              "park",
              "N",
              CountNotation.between(1, 10_000_000),
              "Complete nothing until N tokens are pending, then start nothing more and"
                  + " complete all at once; how fast that goes is measured apart. Heartbeats go on"
                  + " meanwhile")
          .fromAny(plan -> plan.completion().park().stream().boxed().findFirst());

  public static final Setting<Boolean> LOG_TOKENS =
      TABLE
          .toggle("log-tokens", "Log task tokens in base64; a token is a key")
          .from(plan -> plan.completion().logTokens());

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private CompletionSettings() {}

  /**
   * The external completer.
   *
   * @throws UsageException when a value is not one, or heartbeats come too late
   */
  static CompletionPlan plan(Settings settings, GreetingPlan greeting) {
    Optional<Duration> interval = settings.find(HEARTBEAT_INTERVAL);
    Optional<Duration> timeout = greeting.heartbeatTimeout();
    if (interval.isPresent()
        && timeout.isPresent()
        && interval.get().compareTo(timeout.get()) >= 0) {
      throw new UsageException(
          settings.label(HEARTBEAT_INTERVAL)
              + " must be shorter than "
              + settings.label(GreetingSettings.HEARTBEAT_TIMEOUT)
              + ": "
              + DurationNotation.text(interval.get())
              + " is not less than "
              + DurationNotation.text(timeout.get())
              + ".");
    }
    OperatorPlan operators = settings.find(OPERATE).orElse(OperatorPlan.NONE);
    if (operators.any() && settings.get(TargetSettings.TARGET).kind() == TargetKind.EMBEDDED) {
      throw new UsageException(
          settings.label(OPERATE)
              + " commands pending activities, and "
              + settings.label(TargetSettings.TARGET)
              + " embedded takes no such commands; give --target null, or name a server.");
    }
    return new CompletionPlan(
        settings.get(COMPLETERS),
        settings.get(COMPLETER),
        settings.get(COMPLETER_CHANNELS),
        settings.get(COMPLETE_BY),
        settings.get(COMPLETION_DELAY),
        settings.get(OUTCOMES),
        interval,
        settings.find(PARK).map(OptionalLong::of).orElse(OptionalLong.empty()),
        settings.get(LOG_TOKENS),
        operators);
  }
}
