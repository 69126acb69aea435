package dev.tokenstorm.handover;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.server.TargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what comes on the topic of outcomes for one run, on a thread of its own. */
final class OutcomeReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int MOST_LOOKS = 50;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final byte[] run;
  private final RecordSeal seal;
  private final Taker outcomes;
  private final Thread thread = DaemonThreads.of("handover-outcomes", this::run);
  private volatile boolean closing;
  private volatile Optional<KafkaException> failure = Optional.empty();

  /** Takes outcomes. */
  interface Taker {
    void take(OutcomeRecord outcome);
  }

  OutcomeReader(
      Consumer<byte[], byte[]> consumer,
      String topic,
      String run,
      RecordSeal seal,
      Taker outcomes) {
    this.consumer = consumer;
    this.topic = topic;
    this.run = run.getBytes(StandardCharsets.UTF_8);
    this.seal = seal;
    this.outcomes = outcomes;
  }

  /**
   * Begins with what comes from now on: what is sent after this returns is read.
   *
   * @throws KafkaException when the topic cannot be read
   * @throws TargetException when it does not exist
   */
  void start() {
    List<TopicPartition> partitions = partitions();
    // A topic that was just made is not known to every broker yet.
    for (int i = 0; partitions.isEmpty() && i < MOST_LOOKS; i++) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      partitions = partitions();
    }
    if (partitions.isEmpty()) {
      throw new TargetException(
          "--tokens: there is no topic %s, on which outcomes come back; create it, or give --kafka-create."
              .formatted(topic));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // A position is looked up when it is asked for, and not before.
    partitions.forEach(partition -> consumer.position(partition, KafkaClients.FIRST_ANSWER));
    thread.start();
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic, KafkaClients.FIRST_ANSWER).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** Why nothing is read any more. */
  Optional<KafkaException> failure() {
    return failure;
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (Arrays.equals(record.key(), run)) {
            take(record);
          }
        }
      }
    } catch (WakeupException e) {
      // It is being closed.
    } catch (KafkaException e) {
      failure = Optional.of(e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (!seal.holds(record)) {
      LOG.warn("An outcome on {} is not signed with the key, and is ignored.", topic);
      return;
    }
    try {
      outcomes.take(OutcomeRecord.read(record.value()));
    } catch (UnreadableRecordException e) {
      LOG.warn("An outcome on {} cannot be read: {}", topic, e.getMessage());
    }
  }

  @Override
  public void close() {
    closing = true;
    if (!thread.isAlive()) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
