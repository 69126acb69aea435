package dev.tokenstorm.cell;

import com.google.protobuf.ByteString;
import dev.tokenstorm.audit.OverdueWatch;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.WorkflowEntry;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.WorkerProbe;
import dev.tokenstorm.workload.WorkflowEnd;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what the worker sees to the ledger, the latency recorders and the external completer. */
final class WorkerEvents implements WorkerProbe, TokenReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerEvents.class);

  private final NanoClock clock;
  private final Ledger ledger;
  private final LatencyRecorders latencies;
  private final PollTimes polls;
  private final Draws draws;
  private final Handover handover;
  private final ServerExecutions executions;
  private final OverdueWatch watch;
  private final boolean logTokens;

  /** How a token gets to the external completer. */
  @FunctionalInterface
  interface Handover {
    void give(Token token) throws InterruptedException;
  }

  WorkerEvents(
      NanoClock clock,
      Ledger ledger,
      LatencyRecorders latencies,
      PollTimes polls,
      Draws draws,
      Handover handover,
      ServerExecutions executions,
      OverdueWatch watch,
      boolean logTokens) {
    this.clock = clock;
    this.ledger = ledger;
    this.latencies = latencies;
    this.polls = polls;
    this.draws = draws;
    this.handover = handover;
    this.executions = executions;
    this.watch = watch;
    this.logTokens = logTokens;
  }

  @Override
  public void receive(
      long n, int activity, int attempt, ByteString taskToken, String runId, String activityId) {
    Token issued = ledger.issue(n, activity, attempt, taskToken, activityId, clock.nanoTime());
    if (logTokens) {
      LOG.info(
          "GreetingActivity token: {}",
          Base64.getEncoder().encodeToString(taskToken.toByteArray()));
    }
    if (issued != null) {
      issued.ofRun(runId);
      accept(issued);
    }
  }

  private void accept(Token token) {
    WorkflowEntry workflow = token.workflow();
    if (draws.cancelled(workflow.number()) && ledger.claimCancellation(workflow)) {
      executions.cancel(workflow.number());
    }
    try {
      handover.give(token);
    } catch (InterruptedException e) {
      // The worker is shutting down; the token stays with the ledger.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void polled(TaskKind kind, long n, long waitNanos, long pollNanos) {
    polls.record(kind, pollNanos);
    waited(kind, n, waitNanos);
  }

  @Override
  public void cameAlong(TaskKind kind, long n, long waitNanos) {
    waited(kind, n, waitNanos);
  }

  private void waited(TaskKind kind, long n, long waitNanos) {
    ledger
        .entry(n)
        .ifPresent(entry -> latencies.record(kind.waiting(), entry.measured(), waitNanos));
  }

  @Override
  public void resumed(long n, int activity) {
    Optional<WorkflowEntry> entry = ledger.entry(n);
    if (activity < 0 || entry.isEmpty()) {
      return;
    }
    Ledger.ActivityTimes times = ledger.resumed(entry.get(), activity);
    if (times.called()) {
      long now = clock.nanoTime();
      boolean measured = entry.get().measured();
      latencies.recordResume(measured, now - times.callNanos());
      latencies.record(Latency.ACTIVITY, measured, now - times.issuedNanos());
    }
  }

  @Override
  public void closed(long n, WorkflowEnd end) {
    ledger.entry(n).ifPresent(entry -> ledger.closed(entry, end));
  }

  @Override
  public void closeInDoubt(long n) {
    ledger.entry(n).ifPresent(watch::doubt);
  }
}
