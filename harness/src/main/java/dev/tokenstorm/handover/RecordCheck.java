package dev.tokenstorm.handover;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells records that are of use to this process from others, which it counts. Thread-safe. */
final class RecordCheck {
  private final String namespace;
  private final RecordSeal seal;
  private final CompletingCounters counters;

  /**
   * @param namespace the only one whose tokens are completed
   */
  RecordCheck(String namespace, RecordSeal seal, CompletingCounters counters) {
    this.namespace = namespace;
    this.seal = seal;
    this.counters = counters;
  }

  /** Reads one; empty if it is forged, unreadable, of another namespace or past its deadline. */
  Optional<TokenRecord> read(ConsumerRecord<byte[], byte[]> lent) {
    if (!seal.holds(lent)) {
      counters.forged.increment();
      return Optional.empty();
    }
    try {
      TokenRecord record = TokenRecord.read(lent.value());
      if (!record.namespace().equals(namespace)) {
        counters.foreign.increment();
        return Optional.empty();
      }
      if (Instant.now().toEpochMilli() > record.deadlineMillis()) {
        counters.stale.increment();
        return Optional.empty();
      }
      return Optional.of(record);
    } catch (UnreadableRecordException e) {
      counters.unreadable.increment();
      return Optional.empty();
    }
  }
}
