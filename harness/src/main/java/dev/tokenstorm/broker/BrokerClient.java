package dev.tokenstorm.broker;

import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Kafka cluster, and changes it, one question at a time. Each method waits for its answer,
 * for {@value #TIMEOUT_SECONDS} s at most, and throws {@link TargetException} when there is none or
 * it is a refusal.
 */
public final class BrokerClient implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 10;

  /** What the version of share groups is called among a cluster's features. */
  public static final String SHARE_VERSION = "share.version";

  /** What both sides of a hand-over do with its topics. */
  private static final Set<AclOperation> NEEDED =
      Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);

  private final Admin admin;
  private final BrokerErrors errors;
  private final boolean dry;

  private BrokerClient(Admin admin, BrokerErrors errors, boolean dry) {
    this.admin = admin;
    this.errors = errors;
    this.dry = dry;
  }

  /**
   * Makes a client, which connects when it is first asked.
   *
   * @throws dev.tokenstorm.text.UsageException if Kafka's client refuses the properties
   */
  public static BrokerClient of(ClientProperties properties) {
    int timeoutMillis = (int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS);
    Map<String, Object> own =
        Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            timeoutMillis,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            timeoutMillis / 2);
    try {
      return new BrokerClient(Admin.create(properties.with(own)), new BrokerErrors(properties), false);
    } catch (KafkaException refused) {
      throw properties.refused(Sentences.rootMessage(refused));
    }
  }

  /** Returns the same client, whose changes are refused or accepted, and never made. */
  BrokerClient dry() {
    return new BrokerClient(admin, errors, true);
  }

  /** Returns how many brokers the cluster has. */
  public int brokers() {
    Collection<Node> nodes = answer(admin.describeCluster().nodes(), "describe the cluster");
    return nodes.size();
  }

  /** Returns the version of share groups that the cluster has switched on; 0 for none. */
  public int shareVersion() {
    FeatureMetadata features =
        answer(admin.describeFeatures().featureMetadata(), "describe features");
    FinalizedVersionRange version = features.finalizedFeatures().get(SHARE_VERSION);
    return version == null ? 0 : version.maxVersionLevel();
  }

  /** Returns a topic; empty if it does not exist. */
  public Optional<TopicState> topic(String name) {
    DescribeTopicsOptions withRights =
        new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Optional<TopicDescription> described =
        find(
            admin.describeTopics(List.of(name), withRights).topicNameValues().get(name),
            UnknownTopicOrPartitionException.class,
            "describe the topic " + name);
    if (described.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> settings =
        settings(new ConfigResource(ConfigResource.Type.TOPIC, name), "topic " + name);
    long retentionMillis =
        Long.parseLong(settings.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    return Optional.of(
        new TopicState(
            described.get().partitions().size(),
            settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").contains("compact"),
            retentionMillis < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(retentionMillis)),
            lacking(described.get().authorizedOperations())));
  }

  /** A cluster that does not tell of rights grants them all, as far as one can see. */
  private static Set<String> lacking(@Nullable Set<AclOperation> allowed) {
    Set<String> lacking = new TreeSet<>();
    if (allowed != null) {
      NEEDED.stream()
          .filter(operation -> !allowed.contains(operation))
          .forEach(operation -> lacking.add(operation.name()));
    }
    return lacking;
  }

  /** Returns a group; empty if it does not exist. */
  public Optional<GroupState> group(String name) {
    Collection<GroupListing> groups = answer(admin.listGroups().valid(), "list groups");
    Optional<GroupListing> listed =
        groups.stream().filter(group -> group.groupId().equals(name)).findFirst();
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    if (listed.get().type().filter(GroupType.SHARE::equals).isEmpty()) {
      return Optional.of(new GroupState(false, 0));
    }
    return find(
            admin.describeShareGroups(List.of(name)).describedGroups().get(name),
            GroupIdNotFoundException.class,
            "describe the group " + name)
        .map(group -> new GroupState(true, group.members().size()));
  }

  /**
   * Returns what a share group is set to, whether or not it exists.
   *
   * @param created whether a run gives it what nobody gave it yet
   */
  public GroupSettings groupSettings(String name, boolean created) {
    Map<String, String> settings = settings(resource(name), "group " + name);
    if (created) {
      settings.putAll(ungiven(name));
    }
    if (!settings.containsKey(GroupSettings.DELIVERIES)) {
      // Before Kafka 4.3, brokers set some of them for all groups.
      settings(anyBroker(), "brokers")
          .forEach(
              (key, value) -> {
                if (key.startsWith(GroupSettings.OF_BROKER)) {
                  settings.putIfAbsent(key.substring(GroupSettings.OF_BROKER.length()), value);
                }
              });
    }
    return GroupSettings.of(settings);
  }

  private ConfigResource anyBroker() {
    Collection<Node> nodes = answer(admin.describeCluster().nodes(), "describe the cluster");
    return new ConfigResource(
        ConfigResource.Type.BROKER, nodes.iterator().next().idString());
  }

  /** Returns what a new group needs and this one was not given, of the settings that it knows. */
  Map<String, String> ungiven(String name) {
    Map<String, String> needed = new TreeMap<>();
    for (ConfigEntry entry : config(resource(name), "group " + name).entries()) {
      if (entry.source() != ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG
          && GroupSettings.OF_NEW_GROUP.containsKey(entry.name())) {
        needed.put(entry.name(), GroupSettings.OF_NEW_GROUP.get(entry.name()));
      }
    }
    return needed;
  }

  /** Gives a group settings. */
  void setGroup(String name, Map<String, String> settings) {
    alter(
        name,
        settings.entrySet(),
        setting ->
            new AlterConfigOp(
                new ConfigEntry(setting.getKey(), setting.getValue()), OpType.SET));
  }

  /** Takes settings from a group. */
  void unsetGroup(String name, Set<String> settings) {
    alter(
        name, settings, key -> new AlterConfigOp(new ConfigEntry(key, ""), OpType.DELETE));
  }

  private <S> void alter(String group, Collection<S> settings, Function<S, AlterConfigOp> change) {
    List<AlterConfigOp> changes = new ArrayList<>();
    settings.forEach(setting -> changes.add(change.apply(setting)));
    done(
        admin
            .incrementalAlterConfigs(
                Map.of(resource(group), changes), new AlterConfigsOptions().validateOnly(dry))
            .all(),
        "set the group " + group);
  }

  /** Makes a topic, which must not exist. */
  void createTopic(String name, int partitions, Map<String, String> settings) {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    done(
        admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(dry)).all(),
        "create the topic " + name);
  }

  /** Removes a topic. */
  void deleteTopic(String name) {
    done(admin.deleteTopics(List.of(name)).all(), "delete the topic " + name);
  }

  /** Removes a share group, which must have no members, if it exists. */
  void deleteGroup(String name) {
    var unused =
        find(
            admin.deleteShareGroups(List.of(name)).deletedGroups().get(name),
            GroupIdNotFoundException.class,
            "delete the group " + name);
  }

  private static ConfigResource resource(String group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group);
  }

  private Map<String, String> settings(ConfigResource of, String words) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (ConfigEntry entry : config(of, words).entries()) {
      if (entry.value() != null) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }

  private Config config(ConfigResource of, String words) {
    return answer(
        admin.describeConfigs(List.of(of)).values().get(of), "read the settings of the " + words);
  }

  private void done(KafkaFuture<Void> future, String what) {
    var unused = answer(future.thenApply(nothing -> true), what);
  }

  private <T> T answer(KafkaFuture<T> future, String what) {
    return wait(future, what, Optional.empty()).orElseThrow();
  }

  private <T> Optional<T> find(
      KafkaFuture<T> future, Class<? extends Exception> missing, String what) {
    return wait(future, what, Optional.of(missing));
  }

  private <T> Optional<T> wait(
      KafkaFuture<T> future, String what, Optional<Class<? extends Exception>> missing) {
    try {
      return Optional.ofNullable(future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (missing.filter(type -> type.isInstance(e.getCause())).isPresent()) {
        return Optional.empty();
      }
      throw errors.explain(e, what);
    } catch (TimeoutException e) {
      throw errors.explain(e, what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.explain(e, what);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
