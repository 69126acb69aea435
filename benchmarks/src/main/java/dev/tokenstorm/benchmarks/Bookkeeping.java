package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CallOutcome;
import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.telemetry.RunSources;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bookkeeping of a cell for its greetings, without worker, completer and server: ledger,
 * scheduler, queue and latency recorders, wired as a cell wires them. Thread-safe.
 */
final class Bookkeeping implements AutoCloseable {
  /** Length of a task token in bytes, as long as a server's. */
  static final int TOKEN_BYTES = 200;

  private static final ByteString BYTES = ByteString.copyFrom(new byte[TOKEN_BYTES]);
  private static final int QUEUED = 1_024;
  private static final RpcStatus OK = new RpcStatus("RespondActivityTaskCompleted", "OK", "", "");

  private final NanoClock clock = NanoClock.SYSTEM;
  private final RunPlan plan;
  private final int activities;
  private final Ledger ledger;
  private final LatencyRecorders latencies;
  private final TokenQueue queue = new TokenQueue(QUEUED);
  private final CompletionScheduler scheduler;
  private final RpcStatuses statuses = new RpcStatuses();

  /**
   * Ends of workflows as the worker reads them from the wire. They are made beforehand, and reused
   * as workflow numbers repeat.
   */
  private final ExecutionEnd[] ends;

  private final AtomicLong next = new AtomicLong();

  /**
   * @param inFlight largest number of open workflows; a power of two
   * @param flags of {@code tokenstorm run}, each followed by its value
   */
  Bookkeeping(int inFlight, String... flags) {
    plan = Plans.of(flags);
    Workload workload = Workloads.of(plan);
    activities = workload.shape().activities();
    ends = new ExecutionEnd[inFlight];
    Arrays.setAll(ends, n -> workload.expectation().end(n, Expectation.Unissued.NONE));
    ledger =
        new Ledger(
            workload,
            plan.completion().by(),
            new Findings(Path.of("findings.jsonl")),
            new Nobody());
    latencies = new LatencyRecorders(ledger::inFlight);
    scheduler =
        new CompletionScheduler(
            clock,
            plan.completion(),
            workload.draws(),
            ledger,
            latencies,
            new Backoff(plan.seed()),
            queue);
  }

  RunPlan plan() {
    return plan;
  }

  LatencyRecorders latencies() {
    return latencies;
  }

  /** Returns what a scrape reads. */
  RunSources sources() {
    return new RunSources(
        ledger::counts,
        () ->
            new CellGauges(
                ledger.inFlight(),
                ledger.pendingTokens(),
                queue.depth(),
                0,
                plan.completion().completers()),
        statuses::snapshot);
  }

  CompletionScheduler scheduler() {
    return scheduler;
  }

  /**
   * Does the bookkeeping of a whole workflow: its start, each token from issue to resumption, and
   * its end.
   */
  void greeting() throws InterruptedException {
    ExecutionEntry execution = open();
    for (int activity = 0; activity < activities; activity++) {
      token(execution, activity);
    }
    close(execution);
  }

  /** Starts a workflow and acknowledges its start. */
  ExecutionEntry open() {
    long now = clock.nanoTime();
    long number = next.getAndIncrement() & (ends.length - 1);
    ExecutionEntry execution = ledger.starting(number, true, now, now);
    ledger.started(execution);
    latencies.record(Latency.WORKFLOW_START, true, clock.nanoTime() - now);
    return execution;
  }

  /** Starts a workflow and hands over its tokens; {@link #completeAll} does the rest. */
  void handOver() throws InterruptedException {
    ExecutionEntry execution = open();
    for (int activity = 0; activity < activities; activity++) {
      scheduler.accept(issue(execution, activity, BYTES));
    }
  }

  /** Completes the tokens that are handed over, until the scheduler is closed. For one thread. */
  void completeAll() throws InterruptedException {
    for (Token token = queue.take(); token != null; token = queue.take()) {
      ExecutionEntry execution = token.execution();
      complete(token);
      // The queue keeps the order of tokens, so this token is its workflow's last.
      if (token.activity() == activities - 1) {
        close(execution);
      }
    }
  }

  /** Does the bookkeeping of one token: issued, handed over, completed, resumed. */
  private void token(ExecutionEntry execution, int activity) throws InterruptedException {
    scheduler.accept(issue(execution, activity, BYTES));
    complete(requireNonNull(queue.take()));
  }

  private void complete(Token token) {
    ExecutionEntry execution = token.execution();
    CallKind call = scheduler.next(token).orElseThrow();
    statuses.count(OK);
    scheduler.answered(token, call, CallOutcome.OK);
    Ledger.ActivityTimes times = ledger.resumed(execution, token.activity());
    long now = clock.nanoTime();
    latencies.recordResume(execution.measured(), now - times.callNanos());
    latencies.record(Latency.ACTIVITY, execution.measured(), now - times.issuedNanos());
  }

  Token issue(ExecutionEntry execution, int activity, ByteString bytes) {
    return requireNonNull(
        ledger.issue(execution.number(), activity, 1, bytes, "activity", clock.nanoTime()));
  }

  private void close(ExecutionEntry execution) {
    ledger.closed(execution, ends[(int) execution.number()]);
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private final class Nobody implements LedgerListener {
    @Override
    public void left(ExecutionEntry entry) {
      latencies.record(Latency.WORKFLOW, entry.measured(), clock.nanoTime() - entry.startNanos());
    }

    @Override
    public void closed(ExecutionEntry entry, boolean doubtful) {
      if (doubtful) {
        throw new IllegalStateException("a greeting whose every token was completed is in doubt");
      }
    }
  }
}
