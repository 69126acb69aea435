package dev.tokenstorm.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CallOutcome;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.plan.KafkaTopic;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.text.HostPort;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordIntakeTest {
  private static final int DELIVERY_LIMIT = 5;
  private static final HandoverPlan PLAN =
      new HandoverPlan(
          new KafkaTopic(List.of(new HostPort("h", 1)), "tokens"),
          "g",
          Optional.empty(),
          false,
          Optional.empty());

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CompletingCounters counters = new CompletingCounters();
  private final TokenQueue queue = new TokenQueue(8);
  private final OutcomeSender outcomes =
      new OutcomeSender(PLAN, RecordSeal.of(PLAN), "me", producer);
  private final HeldTokens tokens =
      new HeldTokens(NanoClock.SYSTEM, new Backoff(1), queue, outcomes, counters);
  private final List<String> over = new ArrayList<>();
  private final RecordIntake intake =
      new RecordIntake(
          new RecordCheck("default", RecordSeal.of(PLAN), counters),
          DELIVERY_LIMIT,
          tokens,
          outcomes,
          counters,
          over::add);

  @AfterEach
  void close() {
    tokens.close();
  }

  private static TokenRecord token(String namespace, long deadlineMillis) {
    return new TokenRecord(
        TokenRecord.Kind.TOKEN,
        "run",
        namespace,
        7,
        3,
        1,
        HandedCall.COMPLETE,
        deadlineMillis,
        ByteString.copyFromUtf8("a token"),
        "",
        "",
        "",
        "Hello",
        "",
        "",
        0);
  }

  private static long later() {
    return System.currentTimeMillis() + 600_000;
  }

  private static ConsumerRecord<byte[], byte[]> lent(byte[] bytes, int deliveries) {
    return new ConsumerRecord<>(
        "tokens",
        0,
        1,
        0,
        TimestampType.CREATE_TIME,
        0,
        bytes.length,
        null,
        bytes,
        new RecordHeaders(),
        Optional.empty(),
        Optional.of((short) deliveries));
  }

  private static HeldRecord held(ConsumerRecord<byte[], byte[]> lent) {
    RecordBatch batch = new RecordBatch();
    HeldRecord held = new HeldRecord(batch, lent);
    batch.add(held);
    return held;
  }

  private HeldRecord take(byte[] bytes, int deliveries) throws InterruptedException {
    ConsumerRecord<byte[], byte[]> lent = lent(bytes, deliveries);
    HeldRecord held = held(lent);
    intake.take(held, lent);
    return held;
  }

  private OutcomeRecord sent() throws UnreadableRecordException {
    List<ProducerRecord<byte[], byte[]>> all = producer.history();
    return OutcomeRecord.read(all.get(all.size() - 1).value());
  }

  @Test
  void aTokenIsHeldUntilItsOutcomeIsSent() throws Exception {
    HeldRecord held = take(token("default", later()).bytes(), 2);
    Token token = Objects.requireNonNull(queue.poll());
    assertThat(tokens.next(token)).contains(CallKind.COMPLETE);
    assertThat(tokens.content().result(token.execution().number(), 3)).isEqualTo("Hello");
    assertThat(held.decision()).isEmpty();

    tokens.answered(token, CallKind.COMPLETE, CallOutcome.OK);

    assertThat(held.decision()).contains(AcknowledgeType.ACCEPT);
    assertThat(producer.history().get(0).topic()).isEqualTo("tokens-outcomes");
    assertThat(producer.history().get(0).key()).isEqualTo("run".getBytes(StandardCharsets.UTF_8));
    assertThat(sent().status()).isEqualTo(OutcomeRecord.Status.OK);
    assertThat(sent().deliveries()).isEqualTo(2);
    assertThat(sent().completer()).isEqualTo("me");
    assertThat(counters.snapshot().answered()).isEqualTo(1);
  }

  @Test
  void aCallThatMayPassIsMadeAgainAndItsRecordIsHeldMeanwhile() throws Exception {
    HeldRecord held = take(token("default", later()).bytes(), 1);
    Token token = Objects.requireNonNull(queue.poll());
    assertThat(tokens.next(token)).isPresent();
    tokens.answered(token, CallKind.COMPLETE, CallOutcome.AGAIN);
    assertThat(held.decision()).isEmpty();

    assertThat(queue.take()).isSameAs(token);
    assertThat(tokens.next(token)).isPresent();
    tokens.answered(token, CallKind.COMPLETE, CallOutcome.GONE);

    assertThat(held.decision()).contains(AcknowledgeType.ACCEPT);
    assertThat(sent().status()).isEqualTo(OutcomeRecord.Status.GONE);
  }

  @Test
  void whatIsOfNoUseIsRejectedAndCounted() throws Exception {
    assertThat(take("no record".getBytes(StandardCharsets.UTF_8), 1).decision())
        .contains(AcknowledgeType.REJECT);
    assertThat(take(token("other", later()).bytes(), 1).decision())
        .contains(AcknowledgeType.REJECT);
    assertThat(take(token("default", 1).bytes(), 1).decision()).contains(AcknowledgeType.REJECT);
    assertThat(counters.snapshot())
        .isEqualTo(new CompletingCounts(0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aRecordAtItsLastDeliveryIsSentAnewBeforeItIsAccepted() throws Exception {
    HeldRecord held = take(token("default", later()).bytes(), DELIVERY_LIMIT);
    assertThat(held.decision()).contains(AcknowledgeType.ACCEPT);
    assertThat(producer.history().get(0).topic()).isEqualTo("tokens");
    assertThat(TokenRecord.read(producer.history().get(0).value()).copy()).isEqualTo(1);
    assertThat(queue.depth()).isZero();
  }

  @Test
  void whatHasNotBegunWhenTheEndComesIsGivenBackAndTheRestIsFinished() throws Exception {
    HeldRecord begun = take(token("default", later()).bytes(), 1);
    HeldRecord waiting = take(token("default", later()).bytes(), 1);
    Token first = Objects.requireNonNull(queue.poll());
    assertThat(tokens.next(first)).isPresent();
    tokens.stop();
    assertThat(tokens.next(Objects.requireNonNull(queue.poll()))).isEmpty();
    assertThat(waiting.decision()).contains(AcknowledgeType.RELEASE);

    tokens.answered(first, CallKind.COMPLETE, CallOutcome.OK);
    assertThat(begun.decision()).contains(AcknowledgeType.ACCEPT);
  }

  @Test
  void aProbeIsAnsweredAndTheEndOfARunMakesItsTokensStale() throws Exception {
    take(TokenRecord.probe("run", "default", later()).bytes(), 1);
    assertThat(sent().kind()).isEqualTo(TokenRecord.Kind.PROBE);
    take(token("default", later()).bytes(), 1);

    take(TokenRecord.end("run", "default", later()).bytes(), 1);

    assertThat(sent().kind()).isEqualTo(TokenRecord.Kind.END);
    assertThat(over).containsExactly("run");
    assertThat(take(token("default", later()).bytes(), 1).decision())
        .contains(AcknowledgeType.REJECT);
    assertThat(counters.snapshot().stale()).isEqualTo(1);
    // Another process may still wait for it.
    assertThat(take(TokenRecord.end("run", "default", later()).bytes(), 1).decision())
        .contains(AcknowledgeType.RELEASE);
  }

  @Test
  void aLockThatWasNotRenewedLeavesNothingToAcknowledge() {
    HeldRecord held = held(lent(new byte[0], 1));
    assertThat(held.lent()).isPresent();
    held.lentAnew(null);
    assertThat(held.lent()).isEmpty();
    assertThat(held.isAt(0, 1)).isTrue();
    assertThat(held.isAt(1, 1)).isFalse();
  }
}
