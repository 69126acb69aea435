package dev.tokenstorm.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.plan.KafkaTopic;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run makes in a real cluster, and what is left of it. */
@Timeout(180)
final class HandoverSetupIT {
  private static final BrokerFixture BROKER = BrokerFixture.shared();

  private static HandoverPlan plan(String topic, int port) {
    return new HandoverPlan(
        new KafkaTopic(List.of(new HostPort("127.0.0.1", port)), topic),
        "group-of-" + topic,
        Optional.empty(),
        true,
        Optional.empty());
  }

  private static HandoverPlan plan(String topic) {
    return plan(topic, BROKER.port());
  }

  private static BrokerClient client(HandoverPlan plan) {
    return BrokerClient.of(ClientProperties.of(plan));
  }

  private static KafkaShareConsumer<byte[], byte[]> member(HandoverPlan plan) {
    KafkaShareConsumer<byte[], byte[]> member =
        new KafkaShareConsumer<>(
            ClientProperties.of(plan).with(Map.of("group.id", plan.group())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member.subscribe(List.of(plan.tokens().name()));
    return member;
  }

  @Test
  void whatWasSentBeforeTheFirstMemberIsDeliveredAndNothingIsLeft() throws Exception {
    HandoverPlan plan = plan("made");
    try (BrokerClient client = client(plan)) {
      HandoverSetup setup = HandoverSetup.create(client, plan);
      assertThat(client.topic("made").map(TopicState::partitions)).hasValue(4);
      assertThat(client.topic("made").flatMap(TopicState::retention))
          .hasValue(Duration.ofDays(1));
      assertThat(client.topic("made-outcomes").map(TopicState::partitions)).hasValue(1);
      assertThat(client.groupSettings(plan.group(), false))
          .isEqualTo(new GroupSettings("earliest", Duration.ofSeconds(30), 10, 2_000, true));

      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              ClientProperties.of(plan).with(Map.of()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        var unused = producer.send(new ProducerRecord<>("made", new byte[] {7})).get();
      }
      try (KafkaShareConsumer<byte[], byte[]> member = member(plan)) {
        ConsumerRecords<byte[], byte[]> records = member.poll(Duration.ofSeconds(1));
        while (records.isEmpty()) {
          records = member.poll(Duration.ofSeconds(1));
        }
        assertThat(records.count()).isEqualTo(1);
        assertThat(client.group(plan.group())).hasValue(new GroupState(true, 1));
        assertThat(setup.remove())
            .singleElement()
            .asString()
            .contains("The group group-of-made has members", "kafka-share-groups.sh");
      }
      assertThat(client.topic("made")).isEmpty();
      assertThat(client.topic("made-outcomes")).isEmpty();
      assertThat(setup.remove()).allMatch(sentence -> sentence.contains("delete the topic"));
      assertThat(client.group(plan.group())).isEmpty();
      assertThat(client.ungiven(plan.group())).hasSize(4);
    }
  }

  @Test
  void whatOthersMadeIsLeftAsItIs() throws Exception {
    HandoverPlan plan = plan("theirs");
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, plan.group());
    try (Admin admin = BROKER.admin();
        BrokerClient client = client(plan)) {
      client.createTopic("theirs", 2, Map.of());
      client.setGroup(plan.group(), Map.of(GroupSettings.DELIVERIES, "7"));
      HandoverSetup setup = HandoverSetup.create(client, plan);
      assertThat(client.groupSettings(plan.group(), false).deliveries()).isEqualTo(7);
      assertThat(client.groupSettings(plan.group(), false).start()).isEqualTo("earliest");
      assertThat(setup.remove()).isEmpty();
      assertThat(client.topic("theirs").map(TopicState::partitions)).hasValue(2);
      assertThat(client.topic("theirs-outcomes")).isEmpty();
      assertThat(client.ungiven(plan.group())).hasSize(3);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  group,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(GroupSettings.DELIVERIES, ""), OpType.DELETE))))
          .all()
          .get();
      client.deleteTopic("theirs");
    }
  }

  @Test
  void aCheckMakesNothing() {
    HandoverPlan plan = plan("checked");
    try (BrokerClient client = client(plan)) {
      HandoverSetup.check(client, plan);
      assertThat(client.topic("checked")).isEmpty();
      assertThat(client.ungiven(plan.group())).hasSize(4);
    }
  }

  @Test
  void aClusterThatIsAwayIsSaidInOneSentence() {
    HandoverPlan plan = plan("away", LoopbackPorts.silent());
    try (BrokerClient client = client(plan)) {
      assertThatThrownBy(client::brokers)
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("No broker answers at 127.0.0.1:")
          .hasMessageContaining("security.protocol=PLAINTEXT; start one, or correct --tokens");
    }
  }

  @Test
  void aBrokerThatIsKilledComesBackOnItsLog() throws Exception {
    try (BrokerFixture own = BrokerFixture.start()) {
      HandoverPlan plan = plan("kept", own.port());
      try (BrokerClient client = client(plan)) {
        client.createTopic("kept", 3, Map.of());
        own.kill();
        own.restart();
        assertThat(client.topic("kept").map(TopicState::partitions)).hasValue(3);
      }
    }
  }
}
