package dev.tokenstorm.settings;

import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.plan.KafkaTopic;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings by which tokens go to completers in other processes. */
public final class TokensSettings {
  private static final SettingTable TABLE = new SettingTable(Group.HANDOVER);
  private static final int LONGEST_NAME = 249;

  /** A record carries it beside the token, and a broker takes 1 MiB by default. */
  private static final int MOST_PAYLOAD_BYTES = 900_000;

  public static final Setting<KafkaTopic> TOKENS =
      TABLE
          .value(
              "tokens",
              "TOPIC",
              new KafkaTopicNotation(),
              "Send tokens that are due through this topic of a Kafka cluster, such as"
                  + " kafka:10.0.0.5:9092/tokens, to processes of tokenstorm complete. Who can read"
                  + " the topic can complete what it names, so keep it as secret as a token")
          .fromAny(plan -> plan.completion().handover().map(HandoverPlan::tokens));

  public static final Setting<String> KAFKA_GROUP =
      TABLE
          .value(
              "kafka-group",
              "NAME",
              new NameNotation(LONGEST_NAME),
              "With --tokens, the share group whose members complete; the same on both sides")
          .orAny(
              "tokenstorm-<topic>",
              settings -> settings.find(TOKENS).map(topic -> "tokenstorm-" + topic.name()))
          .fromAny(plan -> plan.completion().handover().map(HandoverPlan::group));

  public static final Setting<Path> KAFKA_CONFIG =
      TABLE
          .value(
              "kafka-config",
              "FILE",
              new PathNotation(),
              "With --tokens, a file of properties of Kafka's clients, such as those of SASL and"
                  + " TLS")
          .fromAny(plan -> plan.completion().handover().flatMap(HandoverPlan::config));

  public static final Setting<Path> TOKENS_KEY_FILE =
      TABLE
          .value(
              "tokens-key-file",
              "FILE",
              new PathNotation(),
              "With --tokens, a file of 16 to 4,096 bytes that both sides have: a key by which"
                  + " records and outcomes are signed, and forged ones rejected")
          .fromAny(plan -> plan.completion().handover().flatMap(HandoverPlan::key));

  public static final Setting<Boolean> KAFKA_CREATE =
      TABLE
          .toggle(
              "kafka-create",
              "With --tokens, make topics and group with the right settings before the run, and"
                  + " remove what was made after it")
          .fromAny(plan -> plan.completion().handover().map(HandoverPlan::create).filter(on -> on));

  /** All settings of a run, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private TokensSettings() {}

  /**
   * How a run hands tokens over; empty where it completes them itself.
   *
   * @throws UsageException when a value is not one, or a setting lacks the topic
   */
  static Optional<HandoverPlan> plan(Settings settings) {
    Optional<HandoverPlan> plan = asked(settings);
    if (plan.isPresent()) {
      checkPayload(settings);
    }
    if (settings.get(CompletionSettings.COMPLETERS) == 0) {
      if (plan.isEmpty()) {
        throw new UsageException(
            settings.label(CompletionSettings.COMPLETERS)
                + " 0 leaves completions to other processes; give --tokens as well, through which"
                + " they get tokens.");
      }
      checkReachable(settings);
    }
    return plan;
  }

  /**
   * The hand-over that is asked for, whatever else is; empty where none is.
   *
   * @throws UsageException when a value is not one, or a setting lacks the topic
   */
  public static Optional<HandoverPlan> asked(Settings settings) {
    Optional<HandoverPlan> plan = found(settings);
    if (plan.isEmpty()) {
      for (Setting<?> setting : List.of(KAFKA_GROUP, KAFKA_CONFIG, TOKENS_KEY_FILE)) {
        if (settings.given(setting).isPresent()) {
          throw needsTokens(settings, setting);
        }
      }
      if (settings.get(KAFKA_CREATE)) {
        throw needsTokens(settings, KAFKA_CREATE);
      }
    }
    return plan;
  }

  /** What the settings say of it; empty without a topic. */
  static Optional<HandoverPlan> found(Settings settings) {
    return settings
        .find(TOKENS)
        .map(
            topic ->
                new HandoverPlan(
                    topic,
                    settings.get(KAFKA_GROUP),
                    settings.find(KAFKA_CONFIG),
                    settings.get(KAFKA_CREATE),
                    settings.find(TOKENS_KEY_FILE)));
  }

  private static UsageException needsTokens(Settings settings, Setting<?> setting) {
    return new UsageException(settings.label(setting) + " needs --tokens; leave it out.");
  }

  /** A target within this process has no address that another one could complete at. */
  private static void checkReachable(Settings settings) {
    TargetKind kind = settings.get(TargetSettings.TARGET).kind();
    if (kind == TargetKind.EMBEDDED || kind == TargetKind.NULL) {
      throw new UsageException(
          settings.label(CompletionSettings.COMPLETERS)
              + " 0 leaves completions to other processes, which cannot reach "
              + settings.label(TargetSettings.TARGET)
              + " "
              + kind.key()
              + "; name a server, such as that of tokenstorm null-server.");
    }
  }

  private static void checkPayload(Settings settings) {
    if (settings.get(GreetingSettings.PAYLOAD_BYTES) > MOST_PAYLOAD_BYTES) {
      throw new UsageException(
          settings.label(GreetingSettings.PAYLOAD_BYTES)
              + " must be at most "
              + MOST_PAYLOAD_BYTES
              + " with --tokens: a record carries the result, and a broker takes 1 MiB.");
    }
  }
}
