package dev.tokenstorm.doctor;

import dev.tokenstorm.broker.BrokerClient;
import dev.tokenstorm.broker.GroupSettings;
import dev.tokenstorm.broker.GroupState;
import dev.tokenstorm.broker.HandoverSetup;
import dev.tokenstorm.broker.TopicState;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.server.TargetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Checks whether a Kafka cluster can hand tokens over and lose none. Checks leave no trace on the
 * cluster.
 */
public final class HandoverChecks {
  private static final String BROKERS = "brokers";
  private static final String SHARE_GROUPS = "share groups";
  private static final String TOKENS = "tokens";
  private static final String OUTCOMES = "outcomes";
  private static final String GROUP = "group";
  private static final String START = "group start";
  private static final String LOCK = "record lock";
  private static final String DELIVERIES = "deliveries";

  private static final Duration SHORT_RETENTION = Duration.ofHours(1);

  private final BrokerClient client;
  private final HandoverPlan plan;
  private final Consumer<Finding> findings;

  /**
   * Makes the checks.
   *
   * @param findings receives each finding as soon as it is known
   */
  public HandoverChecks(BrokerClient client, HandoverPlan plan, Consumer<Finding> findings) {
    this.client = client;
    this.plan = plan;
    this.findings = findings;
  }

  /** Checks all. */
  public void check() {
    if (!holds(BROKERS, this::brokers)) {
      skip(SHARE_GROUPS, TOKENS, OUTCOMES, GROUP, START, LOCK, DELIVERIES);
      return;
    }
    boolean shareGroups = holds(SHARE_GROUPS, this::shareGroups);
    holds(TOKENS, () -> topic(TOKENS, plan.tokens().name()));
    holds(OUTCOMES, () -> topic(OUTCOMES, plan.outcomes()));
    if (!shareGroups) {
      skip(GROUP, START, LOCK, DELIVERIES);
      return;
    }
    if (!holds(GROUP, this::group)) {
      skip(START, LOCK, DELIVERIES);
      return;
    }
    try {
      settings(client.groupSettings(plan.group(), plan.create()));
    } catch (TargetException e) {
      findings.accept(Finding.failed(START, String.valueOf(e.getMessage())));
      skip(LOCK, DELIVERIES);
    }
  }

  private boolean holds(String subject, Supplier<Finding> check) {
    Finding finding;
    try {
      finding = check.get();
    } catch (TargetException e) {
      finding = Finding.failed(subject, String.valueOf(e.getMessage()));
    }
    findings.accept(finding);
    return finding.mark() != Finding.Mark.FAILED;
  }

  private void skip(String... subjects) {
    for (String subject : subjects) {
      findings.accept(Finding.skipped(subject, "skipped"));
    }
  }

  private Finding brokers() {
    int count = client.brokers();
    return Finding.good(
        BROKERS,
        "%s, a cluster of %s"
            .formatted(
                plan.tokens().bootstrapServers(), count == 1 ? "1 broker" : count + " brokers"));
  }

  private Finding shareGroups() {
    int version = client.shareVersion();
    return version > 0
        ? Finding.good(SHARE_GROUPS, BrokerClient.SHARE_VERSION + " is " + version)
        : Finding.failed(
            SHARE_GROUPS,
            ("%s is 0, so the cluster has none: switch them on with kafka-features.sh"
                    + " --bootstrap-server %s upgrade --feature %s=1 (Kafka 4.2 or later)")
                .formatted(
                    BrokerClient.SHARE_VERSION,
                    plan.tokens().bootstrapServers(),
                    BrokerClient.SHARE_VERSION));
  }

  private Finding topic(String subject, String name) {
    Optional<TopicState> found = client.topic(name);
    if (found.isEmpty()) {
      if (!plan.create()) {
        return Finding.failed(
            subject, "topic " + name + " does not exist: create it, or give --kafka-create");
      }
      HandoverSetup.check(client, plan);
      return Finding.good(subject, "topic " + name + " does not exist, and the run may create it");
    }
    TopicState topic = found.get();
    if (!topic.lacking().isEmpty()) {
      return Finding.failed(
          subject,
          "topic %s does not grant this user %s: grant it, or give another user in --kafka-config"
              .formatted(name, String.join(", ", topic.lacking())));
    }
    if (topic.compacted()) {
      return Finding.failed(
          subject,
          "topic %s is compacted, which removes records unread: set its cleanup.policy=delete"
              .formatted(name));
    }
    String text =
        "topic %s has %s"
            .formatted(
                name,
                topic.partitions() == 1 ? "1 partition" : topic.partitions() + " partitions");
    return topic.retention().filter(kept -> kept.compareTo(SHORT_RETENTION) < 0).isPresent()
        ? Finding.advice(
            subject,
            text
                + ", and removes records after "
                + seconds(topic.retention().get())
                + ", read or not: set its retention.ms to an hour or more")
        : Finding.good(subject, text);
  }

  private Finding group() {
    Optional<GroupState> group = client.group(plan.group());
    if (group.isEmpty()) {
      return Finding.good(GROUP, plan.group() + " has no members yet");
    }
    if (!group.get().share()) {
      return Finding.failed(
          GROUP,
          plan.group() + " is no share group: name another with --kafka-group, or delete it");
    }
    int members = group.get().members();
    return Finding.good(
        GROUP, plan.group() + " has " + (members == 1 ? "1 member" : members + " members"));
  }

  private void settings(GroupSettings settings) {
    findings.accept(
        settings.start().equals(GroupSettings.EARLIEST)
            ? Finding.good(START, settings.start())
            : Finding.failed(
                START,
                settings.start()
                    + ", so tokens that are sent before its first member is there are lost: "
                    + set(GroupSettings.START, GroupSettings.EARLIEST)));
    findings.accept(lock(settings));
    findings.accept(
        settings.deliveries() >= GroupSettings.ENOUGH_DELIVERIES
            ? Finding.good(DELIVERIES, settings.deliveries() + " before a record is archived")
            : Finding.failed(
                DELIVERIES,
                settings.deliveries()
                    + ", after which a record is archived and its token lost: "
                    + set(
                        GroupSettings.DELIVERIES,
                        String.valueOf(GroupSettings.ENOUGH_DELIVERIES))));
  }

  private Finding lock(GroupSettings settings) {
    String lent = seconds(settings.lock());
    if (settings.lock().compareTo(GroupSettings.ENOUGH_LOCK) < 0) {
      return Finding.failed(
          LOCK,
          ("%s, shorter than three completion calls of %s, so a record may be handed out again"
                  + " under a call: %s")
              .formatted(
                  lent,
                  seconds(CompletionPlan.CALL_DEADLINE),
                  set(GroupSettings.LOCK, String.valueOf(GroupSettings.ENOUGH_LOCK.toMillis()))));
    }
    return settings.renewal()
        ? Finding.good(LOCK, lent)
        : Finding.failed(
            LOCK,
            lent
                + ", and cannot be renewed while a target does not answer: "
                + set(GroupSettings.RENEWAL, "true"));
  }

  private String set(String key, String value) {
    return ("kafka-configs.sh --bootstrap-server %s --alter --entity-type groups --entity-name %s"
            + " --add-config %s=%s")
        .formatted(plan.tokens().bootstrapServers(), plan.group(), key, value);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%d s", duration.toSeconds());
  }
}
