package dev.tokenstorm.handover;

import dev.tokenstorm.plan.HandoverPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends outcomes back to runs, and records at their last delivery anew. Thread-safe. */
final class OutcomeSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeSender.class);

  private final HandoverPlan plan;
  private final RecordSeal seal;
  private final String completer;
  private final Producer<byte[], byte[]> producer;

  /**
   * @param completer names this process to runs
   */
  OutcomeSender(
      HandoverPlan plan, RecordSeal seal, String completer, Producer<byte[], byte[]> producer) {
    this.plan = plan;
    this.seal = seal;
    this.completer = completer;
    this.producer = producer;
  }

  /** What runs call this process. */
  String completer() {
    return completer;
  }

  /**
   * Sends an outcome.
   *
   * @param done is told whether the brokers have it for good, on another thread or on this one
   */
  void send(OutcomeRecord outcome, Consumer<Boolean> done) {
    // One run's outcomes are in one partition, so their order is that in which they were sent.
    send(
        new ProducerRecord<>(
            plan.outcomes(), outcome.run().getBytes(StandardCharsets.UTF_8), outcome.bytes()),
        done);
  }

  /** Sends a record once more, as it would not be handed out again. */
  void sendAnew(TokenRecord record, Consumer<Boolean> done) {
    send(new ProducerRecord<>(plan.tokens().name(), record.anew().bytes()), done);
  }

  private void send(ProducerRecord<byte[], byte[]> record, Consumer<Boolean> done) {
    try {
      var unused =
          producer.send(
              seal.sealed(record),
              (where, failure) -> {
                if (failure != null) {
                  LOG.warn("A record could not be sent: {}", failure.toString());
                }
                done.accept(failure == null);
              });
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("A record could not be sent: {}", e.toString());
      done.accept(false);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
