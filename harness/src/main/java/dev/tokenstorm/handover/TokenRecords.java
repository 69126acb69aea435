package dev.tokenstorm.handover;

import com.google.protobuf.ByteString;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.CompletionContent;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;

/** Makes the records of a run. Immutable. */
final class TokenRecords {
  /** How long anybody may take to hear a question, or of the end. */
  private static final Duration PROBE_LIFE = Duration.ofSeconds(60);

  private static final Duration END_LIFE = Duration.ofHours(24);

  private final RunPlan plan;
  private final String namespace;
  private final CompletionContent content;
  private final NanoClock clock;
  private final boolean byId;
  private final ApplicationFailure failure;

  TokenRecords(RunPlan plan, String namespace, CompletionContent content, NanoClock clock) {
    this.plan = plan;
    this.namespace = namespace;
    this.content = content;
    this.clock = clock;
    this.byId = plan.completion().by() == CompleteBy.ID;
    this.failure = content.failure();
  }

  /** The id of the run. */
  String run() {
    return plan.runId();
  }

  /** When a token's attempt is over, in milliseconds since the epoch. */
  long deadlineMillis(Token token) {
    Duration age = Duration.ofNanos(clock.nanoTime() - token.issuedNanos());
    return Instant.now().toEpochMilli()
        + plan.greeting().startToCloseTimeout().minus(age).toMillis();
  }

  /**
   * The record of a token.
   *
   * @param call that answers for it
   */
  TokenRecord of(Token token, CallKind call, long deadlineMillis) {
    HandedCall handed = HandedCall.of(call);
    boolean named = byId || token.bytesUnknown();
    long n = token.execution().number();
    return new TokenRecord(
        TokenRecord.Kind.TOKEN,
        plan.runId(),
        namespace,
        n,
        token.activity(),
        token.attempt(),
        handed,
        deadlineMillis,
        named ? ByteString.EMPTY : ByteString.copyFrom(token.bytes()),
        named ? content.workflowId(n) : "",
        named ? token.runId() : "",
        named ? token.activityId() : "",
        handed == HandedCall.COMPLETE ? content.result(n, token.activity()) : "",
        handed == HandedCall.FAIL ? failure.getOriginalMessage() : "",
        handed == HandedCall.FAIL ? failure.getType() : "",
        0);
  }

  /** A question whether anybody takes records. */
  TokenRecord probe() {
    return TokenRecord.probe(
        plan.runId(), namespace, Instant.now().toEpochMilli() + PROBE_LIFE.toMillis());
  }

  /** Says that the run is over. */
  TokenRecord end() {
    return TokenRecord.end(
        plan.runId(), namespace, Instant.now().toEpochMilli() + END_LIFE.toMillis());
  }
}
