package dev.tokenstorm.handover;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks at what the broker lends: tokens are held, questions answered, and what is of no use is
 * rejected, so that nobody gets it again. Thread-safe.
 */
final class RecordIntake {
  private static final int MOST_RUNS_KNOWN = 1_000;

  /** So often is the end of a run given back for others to take. */
  private static final int END_DELIVERIES = 3;

  private final RecordCheck check;
  private final int deliveryLimit;
  private final HeldTokens tokens;
  private final OutcomeSender outcomes;
  private final CompletingCounters counters;
  private final Consumer<String> over;
  private final Set<String> served = boundedSet();
  private final Set<String> ended = boundedSet();

  /**
   * @param deliveryLimit after so many deliveries, the broker hands a record out no more
   * @param over is told of the end of a run that was served
   */
  RecordIntake(
      RecordCheck check,
      int deliveryLimit,
      HeldTokens tokens,
      OutcomeSender outcomes,
      CompletingCounters counters,
      Consumer<String> over) {
    this.check = check;
    this.deliveryLimit = deliveryLimit;
    this.tokens = tokens;
    this.outcomes = outcomes;
    this.counters = counters;
    this.over = over;
  }

  /** Takes one, and sees to it that what becomes of it is decided. Blocks while too many wait. */
  void take(HeldRecord held, ConsumerRecord<byte[], byte[]> lent) throws InterruptedException {
    Optional<TokenRecord> read = check.read(lent);
    if (read.isEmpty()) {
      held.decide(AcknowledgeType.REJECT);
      return;
    }
    TokenRecord record = read.get();
    if (record.kind() != TokenRecord.Kind.END && ended.contains(record.run())) {
      counters.stale.increment();
      held.decide(AcknowledgeType.REJECT);
      return;
    }
    switch (record.kind()) {
      case TOKEN -> take(held, record);
      case PROBE -> answer(held, record);
      case END -> end(held, record);
    }
  }

  private void take(HeldRecord held, TokenRecord record) throws InterruptedException {
    if (held.deliveries() >= deliveryLimit) {
      counters.sentAnew.increment();
      outcomes.sendAnew(
          record,
          sent -> held.decide(sent ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE));
      return;
    }
    served.add(record.run());
    tokens.take(held, record);
  }

  /** Says that a record without a token was heard. Who answers for a run serves it. */
  private void answer(HeldRecord held, TokenRecord question) {
    served.add(question.run());
    outcomes.send(
        new OutcomeRecord(
            question.kind(),
            question.run(),
            0,
            0,
            1,
            OutcomeRecord.Status.OK,
            outcomes.completer(),
            held.deliveries(),
            0,
            0,
            0),
        sent -> held.decide(sent ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE));
  }

  /** A run sends as many of these as processes served it. Each process needs one. */
  private void end(HeldRecord held, TokenRecord record) {
    boolean first = ended.add(record.run());
    boolean ours = served.contains(record.run());
    if (first || held.deliveries() > END_DELIVERIES) {
      answer(held, record);
    } else {
      held.decide(AcknowledgeType.RELEASE);
    }
    if (first && ours) {
      over.accept(record.run());
    }
  }

  private static Set<String> boundedSet() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<String, Boolean>() {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MOST_RUNS_KNOWN;
              }
            }));
  }
}
