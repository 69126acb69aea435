package dev.tokenstorm.cell;

import com.google.protobuf.ByteString;
import dev.tokenstorm.audit.OverdueWatch;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.WorkerProbe;
import java.util.Optional;

/**
 * Carries what the worker sees to the ledger, the latency recorders and the external completer.
 * Thread-safe.
 */
final class WorkerEvents implements WorkerProbe, TokenReceiver {
  private final Ledger ledger;
  private final ExecutionTimes times;
  private final TokenIntake tokens;
  private final OverdueWatch watch;

  WorkerEvents(Ledger ledger, ExecutionTimes times, TokenIntake tokens, OverdueWatch watch) {
    this.ledger = ledger;
    this.times = times;
    this.tokens = tokens;
    this.watch = watch;
  }

  @Override
  public void receive(
      long n, int activity, int attempt, ByteString taskToken, String runId, String activityId) {
    tokens.take(n, activity, attempt, taskToken, activityId, runId);
  }

  @Override
  public void polled(TaskKind kind, long n, long waitNanos, long pollNanos) {
    times.polled(kind, pollNanos);
    cameAlong(kind, n, waitNanos);
  }

  @Override
  public void cameAlong(TaskKind kind, long n, long waitNanos) {
    ledger.entry(n).ifPresent(entry -> times.waited(kind, entry, waitNanos));
  }

  @Override
  public void resumed(long n, int activity) {
    Optional<ExecutionEntry> entry = ledger.entry(n);
    if (activity >= 0 && entry.isPresent()) {
      times.resumed(entry.get(), activity);
    }
  }

  @Override
  public void closed(long n, ExecutionEnd end) {
    ledger.entry(n).ifPresent(entry -> ledger.closed(entry, end));
  }

  @Override
  public void closeInDoubt(long n) {
    ledger.entry(n).ifPresent(watch::doubt);
  }
}
