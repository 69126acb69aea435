package dev.tokenstorm.broker;

import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.server.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a run made in a cluster for its hand-over ({@code --kafka-create}): the settings of its group,
 * and its topics. What was there before is left as it is. Confined to one thread.
 */
public final class HandoverSetup {
  private static final int PARTITIONS_OF_TOKENS = 4;
  private static final int PARTITIONS_OF_OUTCOMES = 1;

  /** A token is a key, so it is not kept for long after a run that could not remove its topic. */
  private static final Map<String, String> OF_TOPIC =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          String.valueOf(Duration.ofDays(1).toMillis()));

  private final BrokerClient client;
  private final HandoverPlan plan;
  private final List<String> topics = new ArrayList<>();
  private Set<String> settings = Set.of();

  private HandoverSetup(BrokerClient client, HandoverPlan plan) {
    this.client = client;
    this.plan = plan;
  }

  /**
   * Makes what is missing.
   *
   * @throws TargetException if the cluster refuses it; then nothing is left of it
   */
  public static HandoverSetup create(BrokerClient client, HandoverPlan plan) {
    HandoverSetup setup = new HandoverSetup(client, plan);
    try {
      setup.create(client);
      return setup;
    } catch (TargetException e) {
      var unused = setup.remove();
      throw e;
    }
  }

  /**
   * Asks whether it could be made, and makes nothing.
   *
   * @throws TargetException if the cluster would refuse it
   */
  public static void check(BrokerClient client, HandoverPlan plan) {
    new HandoverSetup(client, plan).create(client.dry());
  }

  /** Where a group starts is fixed when it is first handed a topic, so its settings come first. */
  private void create(BrokerClient changes) {
    Map<String, String> missing = client.ungiven(plan.group());
    if (!missing.isEmpty()) {
      changes.setGroup(plan.group(), missing);
      settings = missing.keySet();
    }
    create(changes, plan.tokens().name(), PARTITIONS_OF_TOKENS);
    create(changes, plan.outcomes(), PARTITIONS_OF_OUTCOMES);
  }

  private void create(BrokerClient changes, String topic, int partitions) {
    if (client.topic(topic).isEmpty()) {
      changes.createTopic(topic, partitions, OF_TOPIC);
      topics.add(topic);
    }
  }

  /**
   * Removes what was made. A group that a consumer is still in cannot be removed, and keeps its
   * settings.
   *
   * @return a sentence for each thing that is left
   */
  public List<String> remove() {
    List<String> left = new ArrayList<>();
    for (String topic : topics) {
      remove(left, () -> client.deleteTopic(topic));
    }
    if (!settings.isEmpty()) {
      remove(
          left,
          () -> {
            if (client.group(plan.group()).filter(group -> group.members() > 0).isPresent()) {
              throw new TargetException(
                  ("The group %s has members; remove it when they have ended, with"
                          + " kafka-share-groups.sh --bootstrap-server %s --delete --group %s.")
                      .formatted(plan.group(), plan.tokens().bootstrapServers(), plan.group()));
            }
            client.deleteGroup(plan.group());
            client.unsetGroup(plan.group(), settings);
          });
    }
    return left;
  }

  private static void remove(List<String> left, Runnable removal) {
    try {
      removal.run();
    } catch (TargetException e) {
      left.add(String.valueOf(e.getMessage()));
    }
  }
}
