package dev.tokenstorm.handover;

import dev.tokenstorm.broker.ClientProperties;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.TargetException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes clients of one Kafka cluster. Immutable. */
final class KafkaClients {
  /** How long a first answer of the cluster is waited for. */
  static final Duration FIRST_ANSWER = Duration.ofSeconds(30);

  private static final Duration LINGER = Duration.ofMillis(1);

  private final HandoverPlan plan;
  private final ClientProperties properties;

  /**
   * @param properties that all clients share, such as those of SASL and TLS
   */
  KafkaClients(HandoverPlan plan, ClientProperties properties) {
    this.plan = plan;
    this.properties = properties;
  }

  /** Sends records, each once and in the order given. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, FIRST_ANSWER.toMillis());
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordJson.MOST_BYTES);
    return made(
        () ->
            new KafkaProducer<>(
                properties.with(config), new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Reads what a topic gets from now on; of no group. */
  Consumer<byte[], byte[]> reader() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    return made(
        () ->
            new KafkaConsumer<>(
                properties.with(config), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * A member of the share group.
   *
   * @param mostRecords that it is lent by one poll
   */
  ShareConsumer<byte[], byte[]> member(int mostRecords) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, plan.group());
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
    return made(
        () ->
            new KafkaShareConsumer<>(
                properties.with(config), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** The brokers cannot be used, for this reason. */
  TargetException unusable(KafkaException reason) {
    return new TargetException(
        "--tokens: the brokers %s cannot be used (%s); tokenstorm doctor --tokens says what is wrong."
            .formatted(plan.tokens().bootstrapServers(), Sentences.rootMessage(reason)),
        reason);
  }

  /** Makes a client. */
  private interface Making<T> {
    T make();
  }

  private <T> T made(Making<T> making) {
    try {
      return making.make();
    } catch (KafkaException e) {
      throw properties.refused(Sentences.rootMessage(e));
    }
  }
}
