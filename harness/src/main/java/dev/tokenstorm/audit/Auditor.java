package dev.tokenstorm.audit;

import dev.tokenstorm.ledger.AuditResult;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.AuditPlan;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.ServerExecutions.Presence;
import dev.tokenstorm.workload.Workload;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Settles from the server's own words what the harness cannot know: reads histories of doubtful,
 * sampled or all closed workflows, asks for those whose close went unseen, and terminates those
 * that are left past the drain. A few threads, one connection. Thread-safe.
 */
public final class Auditor implements AutoCloseable {
  private static final int THREADS = 4;

  /** Past so many waiting, a closed workflow keeps its place in flight for a while. */
  private static final int BACKLOG = 1_000;

  /**
   * Past so many waiting, which an open loop can bring about, no clean workflow is added to all.
   */
  private static final int MOST_OF_ALL = 10_000;

  /** And past so many none at all, not even a doubtful one, whose tokens then stay unknown. */
  private static final int MOST_WAITING = 10 * MOST_OF_ALL;

  private final Workload workload;
  private final ServerExecutions executions;
  private final Ledger ledger;
  private final boolean byId;
  private final AuditPlan plan;
  private final Sampler sampler;
  private final NanoClock clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder done = new LongAdder();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, DaemonThreads.factory("auditor"));
  private volatile long deadlineNanos;
  private volatile boolean bounded;
  private volatile boolean hurried;

  public Auditor(
      RunPlan plan,
      Workload workload,
      ServerExecutions executions,
      Ledger ledger,
      NanoClock clock) {
    this.workload = workload;
    this.executions = executions;
    this.ledger = ledger;
    this.byId = plan.completion().by() == CompleteBy.ID;
    this.plan = plan.audit();
    this.sampler =
        new Sampler(
            plan.audit() instanceof AuditPlan.Sample sample ? sample.workflows() : 0, plan.seed());
    this.clock = clock;
  }

  /** Takes a closed workflow. What is to be read is read now: a server may forget it soon. */
  public void closed(ExecutionEntry entry, boolean doubtful) {
    boolean all = !doubtful && plan instanceof AuditPlan.All;
    if (!doubtful && !all && !sampler.draws()) {
      return;
    }
    if (waiting.get() < (all ? MOST_OF_ALL : MOST_WAITING)) {
      submit(() -> audit(entry));
    } else {
      ledger.audited(entry, AuditResult.unreachable());
    }
  }

  /**
   * Runs a task at once while few are waiting, else after those that wait now; so that what waits
   * is bounded.
   */
  public void whenRoom(Runnable task) {
    if (waiting.get() < BACKLOG) {
      task.run();
    } else {
      submit(task);
    }
  }

  /** Audits and questions waiting. */
  public int waiting() {
    return waiting.get();
  }

  /** Audits, questions and terminations that are over, with or without an answer. */
  public long done() {
    return done.sum();
  }

  /** Asks after a workflow whose close may have gone unseen. */
  public void ask(ExecutionEntry entry) {
    submit(() -> settle(entry));
  }

  private void settle(ExecutionEntry entry) {
    if (entry.state().isFinal() || late()) {
      return;
    }
    Presence presence = executions.presence(entry.number(), this::late);
    if (presence == Presence.CLOSED) {
      executions
          .evidence(entry.number(), this::late)
          .ifPresent(
              evidence ->
                  evidence.end().ifPresent(end -> ledger.closed(entry, end, evidence.nanos())));
    } else if (presence == Presence.OPEN) {
      ledger.started(entry);
    } else if (presence == Presence.ABSENT && entry.state() == ExecutionState.STARTING) {
      ledger.rejected(entry, "Its start was not answered, and the server does not know it.");
    }
  }

  /** Settles what can be, and terminates what is still open. */
  public void terminate(ExecutionEntry entry, String reason) {
    submit(
        () -> {
          settle(entry);
          if (!entry.state().isFinal() && !late()) {
            ledger.terminating(entry);
            if (executions.terminate(entry.number(), reason, this::late)) {
              ledger.closed(entry, ExecutionEnd.of(Status.TERMINATED));
            } else {
              settle(entry);
            }
          }
        });
  }

  /** Reads no history any more, so that terminations need not wait for those in the queue. */
  public void hurry() {
    hurried = true;
  }

  private void audit(ExecutionEntry entry) {
    Optional<Evidence> evidence =
        late() || hurried ? Optional.empty() : executions.evidence(entry.number(), this::late);
    ledger.audited(
        entry,
        evidence
            .map(
                read ->
                    HistoryAudit.compare(
                        workload, byId || entry.adopted(), ledger.account(entry), read))
            .orElseGet(AuditResult::unreachable));
  }

  /** Questions are not asked again, and none is asked first, after this moment. */
  public void stopAt(long nanos) {
    deadlineNanos = nanos;
    bounded = true;
  }

  private boolean late() {
    return bounded && clock.nanoTime() - deadlineNanos > 0;
  }

  private void submit(Runnable task) {
    waiting.incrementAndGet();
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              done.increment();
              waiting.decrementAndGet();
            }
          });
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
