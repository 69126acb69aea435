package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.broker.BrokerFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor --tokens} says of a real broker. */
@Timeout(180)
final class DoctorKafkaIT {
  private static final Map<String, String> GOOD =
      Map.of("share.auto.offset.reset", "earliest", "share.delivery.count.limit", "10");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** Checks, without a server. */
  private static Shell doctor(int expected, BrokerFixture broker, String topic, String... flags) {
    List<String> words = new ArrayList<>(List.of("doctor", "--target", "null"));
    words.addAll(List.of("--tokens", "kafka:" + broker.address() + "/" + topic));
    words.addAll(List.of(flags));
    Shell shell = new Shell();
    assertThat(shell.run(words.toArray(String[]::new)))
        .as(shell.out() + shell.err())
        .isEqualTo(expected);
    assertThat(shell.err()).isEmpty();
    return shell;
  }

  /** Makes the topics, and the settings of the group that goes with them. */
  private static void make(BrokerFixture broker, String topic, Map<String, String> settings)
      throws Exception {
    try (Admin admin = broker.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, Optional.of(2), Optional.empty()),
                  new NewTopic(topic + "-outcomes", Optional.of(1), Optional.empty())))
          .all()
          .get();
      List<AlterConfigOp> changes = new ArrayList<>();
      settings.forEach(
          (key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
      if (!changes.isEmpty()) {
        ConfigResource group =
            new ConfigResource(ConfigResource.Type.GROUP, "tokenstorm-" + topic);
        admin.incrementalAlterConfigs(Map.of(group, changes)).all().get();
      }
    }
  }

  private static List<String> failed(Shell shell) {
    return shell.out().lines().filter(line -> line.startsWith("✗")).toList();
  }

  @Test
  void aClusterThatIsFitIsFoundSo() throws Exception {
    BrokerFixture broker = BrokerFixture.shared();
    make(broker, "fit", GOOD);
    assertThat(doctor(ExitCode.PASSED, broker, "fit").out())
        .contains(
            "✓ brokers       " + broker.address() + ", a cluster of 1 broker",
            "✓ share groups  share.version is 1",
            "✓ tokens        topic fit has 2 partitions",
            "✓ outcomes      topic fit-outcomes has 1 partition",
            "✓ group         tokenstorm-fit has no members yet",
            "✓ group start   earliest",
            "✓ record lock   30 s",
            "✓ deliveries    10 before a record is archived");
  }

  @Test
  void eachSettingThatLosesTokensIsSaidWithWhatToChange() throws Exception {
    BrokerFixture broker = BrokerFixture.shared();
    make(
        broker,
        "lossy",
        Map.of(
            "share.record.lock.duration.ms", "15000", "share.delivery.count.limit", "5"));
    assertThat(failed(doctor(ExitCode.COULD_NOT, broker, "lossy")))
        .satisfiesExactly(
            start ->
                assertThat(start)
                    .contains("group start   latest, so tokens")
                    .contains("--entity-name tokenstorm-lossy")
                    .endsWith("--add-config share.auto.offset.reset=earliest"),
            lock ->
                assertThat(lock)
                    .contains("record lock   15 s, shorter than three completion calls of 10 s")
                    .endsWith("--add-config share.record.lock.duration.ms=30000"),
            deliveries ->
                assertThat(deliveries)
                    .contains("deliveries    5, after which a record is archived")
                    .endsWith("--add-config share.delivery.count.limit=10"));
  }

  @Test
  void aGroupThatNobodySetStartsAtLatestUnlessTheRunSetsIt() {
    BrokerFixture broker = BrokerFixture.shared();
    assertThat(failed(doctor(ExitCode.COULD_NOT, broker, "unmade")))
        .satisfiesExactly(
            tokens ->
                assertThat(tokens)
                    .endsWith("topic unmade does not exist: create it, or give --kafka-create"),
            outcomes -> assertThat(outcomes).contains("topic unmade-outcomes does not exist"),
            start -> assertThat(start).contains("latest"),
            deliveries -> assertThat(deliveries).contains("5, after which"));
    assertThat(doctor(ExitCode.PASSED, broker, "unmade", "--kafka-create").out())
        .contains("✓ tokens        topic unmade does not exist, and the run may create it")
        .contains("✓ group start   earliest", "✓ deliveries    10 ");
    // It made nothing.
    assertThat(failed(doctor(ExitCode.COULD_NOT, broker, "unmade"))).hasSize(4);
  }

  @Test
  void aClusterWithoutShareGroupsIsToldHowToSwitchThemOn() {
    try (BrokerFixture broker = BrokerFixture.withoutShareGroups()) {
      Shell shell = doctor(ExitCode.COULD_NOT, broker, "tokens", "--kafka-create");
      assertThat(failed(shell))
          .singleElement()
          .asString()
          .contains("share groups  share.version is 0, so the cluster has none")
          .contains("kafka-features.sh --bootstrap-server " + broker.address())
          .contains("upgrade --feature share.version=1");
      assertThat(shell.out()).contains("– group start   skipped", "– deliveries    skipped");
    }
  }

  @Test
  void aRightThatIsMissingIsNamed() throws Exception {
    try (BrokerFixture broker =
        BrokerFixture.start(
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found=true")) {
      make(broker, "guarded", GOOD);
      try (Admin admin = broker.admin()) {
        admin
            .createAcls(
                List.of(
                    new AclBinding(
                        new ResourcePattern(
                            ResourceType.TOPIC, "guarded-outcomes", PatternType.LITERAL),
                        new AccessControlEntry(
                            "User:*", "*", AclOperation.WRITE, AclPermissionType.DENY)),
                    new AclBinding(
                        new ResourcePattern(
                            ResourceType.TOPIC, "guarded-outcomes", PatternType.LITERAL),
                        new AccessControlEntry(
                            "User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW))))
            .all()
            .get();
      }
      assertThat(failed(doctor(ExitCode.COULD_NOT, broker, "guarded")))
          .singleElement()
          .asString()
          .contains("outcomes      topic guarded-outcomes does not grant this user WRITE");
    }
  }

  @Test
  void aBrokerThatIsAwayLeavesTheRestUnchecked() {
    Shell shell = new Shell();
    int port = LoopbackPorts.silent();
    assertThat(
            shell.run("doctor", "--target", "null", "--tokens", "kafka:127.0.0.1:" + port + "/t"))
        .isEqualTo(ExitCode.COULD_NOT);
    assertThat(shell.out())
        .contains("✗ brokers       No broker answers at 127.0.0.1:" + port)
        .contains("– share groups  skipped", "– deliveries    skipped", " cores  ");
  }

  @Test
  void aFileOfPropertiesThatSetsWhatIsOursIsAMistake() throws Exception {
    Path file = Files.writeString(folder.resolve("client.properties"), "group.id=mine\n");
    Shell shell = new Shell();
    assertThat(
            shell.run(
                "doctor",
                "--tokens",
                "kafka:127.0.0.1:9092/t",
                "--kafka-config",
                file.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("must not set group.id, which --kafka-group gives; leave it out.");
    Shell alone = new Shell();
    assertThat(alone.run("doctor", "--kafka-group", "g")).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("--kafka-group needs --tokens");
  }
}
