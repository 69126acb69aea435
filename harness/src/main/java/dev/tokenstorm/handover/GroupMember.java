package dev.tokenstorm.handover;

import dev.tokenstorm.measurement.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A member of the share group, on a thread of its own. It takes a batch of records, waits until
 * what becomes of each is known, acknowledges them, and only then takes more. Records whose calls
 * take long are renewed meanwhile.
 */
final class GroupMember {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(10);
  private static final int USUAL_LOCK_MILLIS = 30_000;

  /** A lock is renewed when so much of it is over: the part of it, inverted. */
  private static final int LOCK_PARTS = 3;

  /** How long what is under way when the end is asked for may take. */
  private static final long LAST_CALLS_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final ShareConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final RecordIntake intake;
  private final CompletingCounters counters;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = DaemonThreads.of("share-group-member", this::run);
  private volatile boolean stopping;
  private volatile Optional<KafkaException> failure = Optional.empty();

  /**
   * @param consumer is this member's alone
   */
  GroupMember(
      ShareConsumer<byte[], byte[]> consumer,
      String topic,
      RecordIntake intake,
      CompletingCounters counters) {
    this.consumer = consumer;
    this.topic = topic;
    this.intake = intake;
    this.counters = counters;
  }

  void start() {
    thread.start();
  }

  /** Takes no more records, and ends once those that it holds are answered. */
  void stop() {
    stopping = true;
  }

  /** Waits until it has ended, or the time is over; whether it has. */
  boolean awaitEnd(Duration most) throws InterruptedException {
    return stopped.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why it ended before it was asked to. */
  Optional<KafkaException> failure() {
    return failure;
  }

  private void run() {
    try (consumer) {
      consumer.setAcknowledgementCommitCallback(
          (offsets, refusal) -> {
            if (refusal != null) {
              offsets.values().forEach(each -> counters.late.add(each.size()));
            }
          });
      consumer.subscribe(List.of(topic));
      while (!stopping) {
        hold(consumer.poll(POLL));
      }
      consumer.commitSync(LAST_ACKNOWLEDGEMENTS).values().stream()
          .filter(Optional::isPresent)
          .forEach(refusal -> counters.late.increment());
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      failure = Optional.of(e);
    } catch (IllegalStateException e) {
      failure = Optional.of(new KafkaException(e));
    } finally {
      stopped.countDown();
    }
  }

  private void hold(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    RecordBatch batch = new RecordBatch();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      intake.take(add(batch, record), record);
    }
    boolean lastCalls = false;
    while (!batch.isEmpty()) {
      batch.awaitDecided(stopping ? LAST_CALLS_NANOS : renewalNanos());
      acknowledge(batch);
      if (batch.isEmpty()) {
        return;
      }
      if (lastCalls) {
        giveBack(batch);
        return;
      }
      lastCalls = stopping;
      renew(batch);
    }
  }

  private HeldRecord add(RecordBatch batch, ConsumerRecord<byte[], byte[]> record) {
    HeldRecord held = new HeldRecord(batch, record);
    batch.add(held);
    counters.taken.increment();
    if (held.deliveries() > 1) {
      counters.redelivered.increment();
    }
    return held;
  }

  private long renewalNanos() {
    int lock = consumer.acquisitionLockTimeoutMs().orElse(USUAL_LOCK_MILLIS);
    return TimeUnit.MILLISECONDS.toNanos(lock / LOCK_PARTS);
  }

  private void acknowledge(RecordBatch batch) {
    for (HeldRecord record : batch.records()) {
      Optional<AcknowledgeType> decision = record.decision();
      if (decision.isPresent()) {
        if (record.lent().isPresent()) {
          consumer.acknowledge(record.lent().get(), decision.get());
        } else {
          counters.late.increment();
        }
        batch.remove(record);
      }
    }
  }

  /** What was not answered in time goes to another process, though its call may come about. */
  private void giveBack(RecordBatch batch) {
    for (HeldRecord record : batch.records()) {
      record.lent().ifPresent(lent -> consumer.acknowledge(lent, AcknowledgeType.RELEASE));
      counters.unfinished.increment();
    }
  }

  /**
   * Prolongs the locks of all that is still open. A renewed record can be acknowledged once another
   * poll has returned it; that poll returns nothing new.
   */
  private void renew(RecordBatch batch) throws InterruptedException {
    List<HeldRecord> open = batch.records();
    for (HeldRecord record : open) {
      record.lent().ifPresent(lent -> consumer.acknowledge(lent, AcknowledgeType.RENEW));
      record.lentAnew(null);
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Optional<HeldRecord> known =
          open.stream().filter(each -> each.isAt(record.partition(), record.offset())).findFirst();
      if (known.isPresent()) {
        known.get().lentAnew(record);
      } else {
        intake.take(add(batch, record), record);
      }
    }
  }
}
