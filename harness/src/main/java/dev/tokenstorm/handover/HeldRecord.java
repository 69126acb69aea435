package dev.tokenstorm.handover;

import static java.util.Objects.requireNonNull;

import dev.tokenstorm.ledger.Token;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that this process was lent. It belongs to the thread of its member; what becomes of it
 * may be decided by any thread, once.
 */
final class HeldRecord {
  private final RecordBatch batch;
  private @Nullable ConsumerRecord<byte[], byte[]> lent;
  private final int partition;
  private final long offset;
  private final int deliveries;
  private @Nullable TokenRecord content;
  private @Nullable Token token;
  private volatile long firstCallNanos;
  private volatile boolean called;
  private final AtomicReference<@Nullable AcknowledgeType> decision = new AtomicReference<>();

  HeldRecord(RecordBatch batch, ConsumerRecord<byte[], byte[]> lent) {
    this.batch = batch;
    this.lent = lent;
    this.partition = lent.partition();
    this.offset = lent.offset();
    this.deliveries = Math.max(1, lent.deliveryCount().map(Short::intValue).orElse(1));
  }

  /** What the broker lent; empty once its lock has run out. */
  Optional<ConsumerRecord<byte[], byte[]>> lent() {
    return Optional.ofNullable(lent);
  }

  /** It is lent anew, or no longer. */
  void lentAnew(@Nullable ConsumerRecord<byte[], byte[]> record) {
    lent = record;
  }

  /** Whether it is the record at a place of its topic. */
  boolean isAt(int otherPartition, long otherOffset) {
    return partition == otherPartition && offset == otherOffset;
  }

  /** How often the broker has handed it out, this time included. */
  int deliveries() {
    return deliveries;
  }

  /** It names a pending activity. */
  void names(TokenRecord record, Token held) {
    content = record;
    token = held;
  }

  TokenRecord content() {
    return requireNonNull(content);
  }

  Token token() {
    return requireNonNull(token);
  }

  /** The first call for it begins. */
  void callingSince(long nanos) {
    if (!called) {
      firstCallNanos = nanos;
      called = true;
    }
  }

  boolean called() {
    return called;
  }

  long firstCallNanos() {
    return firstCallNanos;
  }

  /** Says what becomes of it; the first word counts. */
  void decide(AcknowledgeType type) {
    if (decision.compareAndSet(null, type)) {
      batch.decidedOne();
    }
  }

  /** What becomes of it; empty while that is open. */
  Optional<AcknowledgeType> decision() {
    return Optional.ofNullable(decision.get());
  }
}
