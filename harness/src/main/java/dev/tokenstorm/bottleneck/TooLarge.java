package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.SizeLimit;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import java.util.Map;
import java.util.Optional;

/**
 * Calls that the server refused for their size. One such call is enough to be named: its execution
 * never gets on, and a back-off does not help.
 */
final class TooLarge {
  private TooLarge() {}

  static Optional<Bottleneck> of(RunResult result) {
    Map<RpcStatus, Long> rpc = result.rpc();
    return rpc.entrySet().stream()
        .filter(entry -> SizeLimit.of(entry.getKey()).isPresent() && entry.getValue() > 0)
        // Calls of the audit, and of clients that wait for results, delay no execution.
        .filter(entry -> entry.getKey().isOfLoad())
        .max(Map.Entry.comparingByValue())
        .map(most -> of(most.getKey(), most.getValue(), rpc, result.facts().plan().workload()));
  }

  private static Bottleneck of(
      RpcStatus status, long refused, Map<RpcStatus, Long> rpc, WorkloadKind workload) {
    long attempts =
        rpc.entrySet().stream()
            .filter(entry -> entry.getKey().method().equals(status.method()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    double ratio = (double) refused / attempts;
    return new Bottleneck(
        Cause.SIZE_LIMIT,
        Math.min(1, ratio / CauseThreshold.REFUSED.value()),
        "The server refused %s of %s for their size (%s, %s): %s."
            .formatted(
                Humanize.count(refused),
                Humanize.count(attempts, status.method() + " call"),
                Humanize.percent(ratio),
                status.cause(),
                advice(SizeLimit.of(status).orElseThrow(), workload)));
  }

  private static String advice(SizeLimit limit, WorkloadKind workload) {
    String smaller =
        "lower --payload-bytes" + (workload == WorkloadKind.GREETING ? " or --branches" : "");
    return switch (limit) {
      case MESSAGE_TOO_LARGE ->
          smaller
              + ", as a server takes messages of 4 MiB at most, which no setting of it changes, and"
              + " what stands before it may take less";
      case BLOB_TOO_LARGE -> "lower --payload-bytes, or " + ServerLimitAdvice.blobSize();
      case TRANSACTION_TOO_LARGE -> smaller + ", or " + ServerLimitAdvice.transactionSize();
    };
  }
}
