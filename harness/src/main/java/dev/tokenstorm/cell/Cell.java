package dev.tokenstorm.cell;

import dev.tokenstorm.audit.Auditor;
import dev.tokenstorm.audit.OverdueWatch;
import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.greeting.GreetingWorker;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.ledger.WorkflowEntry;
import dev.tokenstorm.ledger.WorkflowState;
import dev.tokenstorm.load.Driver;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Humanize;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.ReachabilityProbe;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.wire.WireWorker;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Greetings;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.Workload;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One driver, one worker, one token queue and one completer pool, against one target. {@link #run}
 * is called once; {@link #stop}, {@link #interrupt}, {@link #abort} and the readings may be called
 * from any thread.
 */
public final class Cell {
  private static final Duration TICK = Duration.ofMillis(10);

  /** Of what may be over in a second. */
  private static final Duration FINE_TICK = Duration.ofMillis(1);

  /** How long a target may be out of reach before it counts as gone, at most. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(30);

  private static final Duration LOST_AFTER_AT_LEAST = Duration.ofSeconds(10);

  /** How long audits and terminations may take after the drain without getting on. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  /** Longer than one attempt of a call may take. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(12);

  /** Longer than a driver that was stopped takes to count what it did not come to. */
  private static final Duration DRIVER_END = Duration.ofSeconds(2);

  /** Longer than any queue that still moves; its array is made at once. */
  private static final int MAX_QUEUED_TOKENS = 1_000_000;

  /** So many refusals and no workflow started: the target takes none. */
  private static final int ALL_REFUSED = 20;

  /** What the workers may still take when the grace is over, and what must not keep it up. */
  private static final Duration LAST_MOMENTS = Duration.ofMillis(500);

  private final RunPlan plan;
  private final NanoClock clock;
  private final Grace grace;
  private final boolean remote;
  private final RpcStatuses rpcStatuses;
  private final ReplyWatch replies;
  private final LatencyRecorders latencies;
  private final PollTimes polls = new PollTimes();
  private final Ledger ledger;
  private final TokenQueue queue;
  private final CompletionScheduler scheduler;
  private final CompleterPool pool;
  private final Retrier retrier;
  private final Auditor auditor;
  private final OverdueWatch watch;
  private final Optional<ReleaseGate> gate;
  private final Driver driver;
  private final Worker worker;
  private final ReachabilityProbe probe;
  private volatile Optional<Ending> stopped = Optional.empty();
  private volatile boolean aborted;
  private volatile boolean driverDone;
  private volatile Optional<String> broken = Optional.empty();
  private Optional<Long> giveUpNanos = Optional.empty();
  private Optional<FutureTask<Boolean>> workerClosing = Optional.empty();

  /** Why the target was given up; once it is, it stays so, whatever it answers later. */
  private volatile Optional<String> lost = Optional.empty();

  /** Whether only accounts are being settled, which a lost target may still allow. */
  private volatile boolean settling;

  public Cell(
      RunPlan plan,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Findings findings,
      NanoClock clock) {
    this(
        plan, target, rpcStatuses, replies, findings, clock, account -> account, MAX_QUEUED_TOKENS);
  }

  /**
   * @param accounts stands between the completers and the ledger, for tests that lose a transition
   * @param mostQueued tokens that wait for a completer before activities are held back
   */
  Cell(
      RunPlan plan,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Findings findings,
      NanoClock clock,
      UnaryOperator<TokenAccount> accounts,
      int mostQueued) {
    this.plan = plan;
    this.clock = clock;
    this.grace = new Grace(clock);
    this.remote = target.info().kind().equals(TargetInfo.REMOTE);
    this.rpcStatuses = rpcStatuses;
    this.replies = replies;
    Workload workload = Workloads.of(plan);
    Greetings greetings = new Greetings(plan.greeting());
    Draws draws = workload.draws();
    Backoff backoff = new Backoff(plan.seed());
    this.ledger = new Ledger(workload, plan.completion().by(), findings, new Listener());
    this.latencies = new LatencyRecorders(ledger::inFlight);
    this.queue = new TokenQueue((int) Math.min(plan.maxPendingTokens(), mostQueued));
    this.scheduler =
        new CompletionScheduler(
            clock, plan.completion(), draws, accounts.apply(ledger), latencies, backoff, queue);
    this.pool = CompleterPool.of(plan.completion(), target, workload.content(), queue, scheduler);
    this.retrier = new Retrier(clock, backoff);
    this.probe = new ReachabilityProbe(target, replies);
    ServerExecutions executions = workload.executions(target, retrier, backoff);
    this.auditor = new Auditor(plan, workload, executions, ledger, clock);
    this.watch = new OverdueWatch(ledger, auditor, clock);
    this.gate =
        plan.completion().park().stream()
            .mapToObj(tokens -> new ReleaseGate(plan, tokens, ledger, clock))
            .findFirst();
    this.driver =
        new Driver(plan.load(), draws, executions, ledger, latencies, clock, watch::doubt);
    WorkerEvents probe =
        new WorkerEvents(
            clock,
            ledger,
            latencies,
            polls,
            draws,
            switch (plan.worker().kind()) {
              case SDK -> scheduler::accept;
              // Its event loop, where completions are answered too, must not wait for them.
              case WIRE -> scheduler::acceptAtOnce;
            },
            executions,
            watch,
            plan.completion().logTokens());
    GreetingEvents events = new GreetingEvents(greetings, workload.ids(), probe, probe);
    this.worker =
        switch (plan.worker().kind()) {
          case SDK -> new GreetingWorker(plan, target, greetings, events);
          case WIRE -> new WireWorker(plan, target, greetings, events, queue::hasRoom);
        };
  }

  /** What the ledger counts. */
  public LedgerCounts counts() {
    return ledger.counts();
  }

  /** What the cell holds. */
  public CellGauges gauges() {
    return new CellGauges(
        ledger.inFlight(),
        ledger.pendingTokens(),
        queue.depth(),
        pool.busy(),
        plan.completion().completers());
  }

  /** What takes up the cell at the moment. */
  Occupancy occupancy() {
    return new Occupancy(
        ledger.inFlight(),
        queue.depth(),
        pool.busy(),
        worker.slotsUsed(TaskKind.WORKFLOW),
        worker.slotsUsed(TaskKind.ACTIVITY));
  }

  /** Starts nothing more, and drains, because the user wants it so. */
  public void interrupt() {
    stop(new Ending(How.INTERRUPTED, "It was interrupted, and drained."));
  }

  /**
   * The same, because the system wants it so.
   *
   * @param within how long the drain, and the terminations that follow it, may take together
   */
  public void interrupt(Duration within) {
    grace.begin(within);
    grace.drainEndNanos().ifPresent(this::giveUpBy);
    interrupt();
  }

  /** Calls that fail after this moment, or an earlier one that was named, are not made again. */
  private synchronized void giveUpBy(long nanos) {
    if (giveUpNanos.isEmpty() || nanos - giveUpNanos.get() < 0) {
      giveUpNanos = Optional.of(nanos);
      scheduler.giveUpAt(nanos);
      retrier.stopAt(nanos);
    }
  }

  /**
   * Starts nothing more, and drains.
   *
   * @param ending how the run then ends, unless the user interrupts it as well
   */
  public synchronized void stop(Ending ending) {
    if (stopped.isEmpty() || ending.interrupted()) {
      stopped = Optional.of(ending);
    }
    driver.stop();
  }

  /** Stops waiting for anything. */
  public void abort() {
    aborted = true;
    interrupt();
  }

  /**
   * Runs the plan.
   *
   * @param sink takes each interval, on this thread
   * @throws InterruptedException when this thread is interrupted; the cell is then closed
   */
  public RunResult run(RunFacts facts, Consumer<Interval> sink) throws InterruptedException {
    RunRecorder recorder = new RunRecorder(facts);
    try (Intervals intervals =
        new Intervals(clock, this, latencies, polls, rpcStatuses, recorder.andThen(sink))) {
      worker.start();
      pool.start();
      Thread starting = DaemonThreads.of("driver", this::drive);
      Phase first = plan.load().warmup().isZero() ? Phase.MEASURE : Phase.WARMUP;
      intervals.start(first);
      starting.start();
      await(intervals, () -> driver.measuring() || startsOver(), Optional.empty());
      intervals.enter(Phase.MEASURE);
      measure(intervals);
      long deadline = clock.nanoTime() + plan.load().drainTimeout().toNanos();
      giveUpBy(deadline);
      if (gate.isPresent()) {
        release(intervals, gate.get(), deadline);
      }
      intervals.enter(Phase.DRAIN);
      Ending ending = drain(intervals, starting, deadline);
      return recorder.finish(
          ending.missing(driver.missing()),
          ledger.report(),
          rpcStatuses.snapshot(),
          rpcStatuses.cutPolls());
    } finally {
      close();
    }
  }

  private void drive() {
    try {
      driver.run();
    } catch (InterruptedException e) {
      broken = Optional.of("The driver was interrupted.");
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken = Optional.of("The driver broke: " + Sentences.rootMessage(e) + ".");
    } finally {
      driverDone = true;
    }
  }

  private void measure(Intervals intervals) throws InterruptedException {
    if (gate.isEmpty()) {
      await(intervals, this::startsOver, Optional.empty());
      return;
    }
    await(
        intervals,
        FINE_TICK,
        () -> stopped.isPresent() || gate.get().over(driverDone),
        Optional.empty());
    if (gate.get().reached()) {
      driver.enough();
    } else {
      driver.stop();
    }
  }

  /** Whether nothing starts any more; a driver that was stopped may still count what is left. */
  private boolean startsOver() {
    return driverDone || stopped.isPresent();
  }

  private void release(Intervals intervals, ReleaseGate gate, long deadline)
      throws InterruptedException {
    if (!gate.release()) {
      scheduler.release();
      return;
    }
    intervals.enter(Phase.RELEASE, scheduler::release);
    await(
        intervals,
        FINE_TICK,
        () -> gate.settled() || nothingToComplete() || grace.drainOver(),
        Optional.of(nanosUntil(deadline)));
  }

  private boolean nothingToComplete() {
    return scheduler.parked() == 0 && queue.depth() == 0 && pool.busy() == 0;
  }

  private Ending drain(Intervals intervals, Thread starting, long deadline)
      throws InterruptedException {
    await(intervals, () -> quiet() || grace.drainOver(), Optional.of(nanosUntil(deadline)));
    // What follows settles accounts, and is no part of the figures.
    intervals.finish();
    await(intervals, () -> drained() || grace.drainOver(), Optional.of(nanosUntil(deadline)));
    driver.stop();
    starting.join(DRIVER_END.toMillis());
    // One that is not answered yet would be taken for refused, and left open when it is there after
    // all.
    await(
        intervals,
        () -> driver.startsUnderWay() == 0 || ledger.inFlight() == 0 || grace.answersOver(),
        Optional.of(LAST_CALLS));
    // What is under way must be answered before the last audits, which settle what it came to.
    scheduler.close();
    await(
        intervals,
        () -> pool.awaitIdle(Duration.ZERO) || grace.answersOver(),
        Optional.of(LAST_CALLS));
    boolean answered = goesOn() && pool.awaitIdle(Duration.ZERO);
    settling = true;
    if (reachable()) {
      if (grace.drainOver()) {
        auditor.hurry();
      }
      for (WorkflowEntry entry : ledger.entries()) {
        if (!entry.state().isFinal()) {
          auditor.terminate(entry, "left open past --drain-timeout of run " + plan.runId());
        }
      }
      awaitAuditor(intervals);
    }
    // So that no token comes while the sums are compared.
    closeWorker();
    return end(answered);
  }

  /** Every workflow has closed, and every call has its answer. */
  private boolean quiet() {
    return ledger.inFlight() == 0 && queue.depth() == 0 && pool.busy() == 0;
  }

  private boolean drained() {
    return quiet() && ledger.pendingTokens() == 0 && auditor.waiting() == 0;
  }

  private Duration nanosUntil(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - clock.nanoTime()));
  }

  /**
   * Goes on waiting for as long as the auditor gets on. What it has not come to by then is let go
   * of by itself, and counted.
   */
  private void awaitAuditor(Intervals intervals) throws InterruptedException {
    long before;
    do {
      before = auditor.done();
      await(intervals, () -> auditor.waiting() == 0 || grace.over(), Optional.of(SETTLING));
    } while (goesOn() && !grace.over() && auditor.waiting() > 0 && auditor.done() > before);
    auditor.stopAt(clock.nanoTime());
    await(
        intervals,
        () -> auditor.waiting() == 0 || grace.overFor(LAST_MOMENTS),
        Optional.of(LAST_CALLS.plus(Backoff.LONGEST)));
  }

  /** Waits for the worker's end, but not past the grace: a server may never let it go. */
  private void closeWorker() throws InterruptedException {
    FutureTask<Boolean> closing = workerClosing.orElseGet(this::beginToCloseWorker);
    workerClosing = Optional.of(closing);
    while (!grace.overFor(LAST_MOMENTS.multipliedBy(2))) {
      try {
        closing.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException notYet) {
        // The grace may have begun meanwhile.
      } catch (ExecutionException e) {
        throw new IllegalStateException("The worker could not be closed", e.getCause());
      }
    }
  }

  private FutureTask<Boolean> beginToCloseWorker() {
    FutureTask<Boolean> closing = new FutureTask<>(worker::close, true);
    DaemonThreads.start("worker-close", closing);
    return closing;
  }

  /**
   * @param answered whether every call was answered: then an account that is open now was lost by
   *     the harness, and must show
   */
  private Ending end(boolean answered) {
    if (aborted) {
      String left = leftOpen();
      ledger.giveUp(WorkflowState.OPEN_AT_END, TokenState.PENDING);
      return new Ending(How.INTERRUPTED, "It was interrupted twice, and did not drain." + left);
    }
    if (grace.begun() && (lost.isPresent() || (grace.over() && ledger.inFlight() > 0))) {
      String why =
          lost.orElseGet(
              () ->
                  Humanize.count(ledger.inFlight(), "workflow")
                      + " did not close, and could not be terminated, before --grace was over.");
      String left = leftOpen();
      ledger.giveUp(WorkflowState.OPEN_AT_END, TokenState.PENDING);
      return new Ending(How.INTERRUPTED, "It was interrupted. " + why + left);
    }
    if (lost.isPresent()) {
      ledger.giveUp(WorkflowState.UNKNOWN, TokenState.UNKNOWN);
      return new Ending(How.TARGET_LOST, lost.get());
    }
    if (answered) {
      ledger.giveUpOpen();
    } else {
      ledger.giveUp(WorkflowState.UNKNOWN, TokenState.UNKNOWN);
    }
    if (broken.isPresent()) {
      return new Ending(How.FAILED, broken.get());
    }
    long terminated = ledger.counts().workflows(WorkflowState.TERMINATED);
    if (grace.begun() && terminated > 0) {
      return new Ending(
          How.INTERRUPTED,
          "It was interrupted, and terminated what had not closed when half of --grace was over.");
    }
    return stopped
        .or(
            () ->
                gate.flatMap(ReleaseGate::shortfall)
                    .map(sentence -> new Ending(How.NOT_PARKED, sentence)))
        .orElseGet(Ending::finished);
  }

  /** How to end what is left on a server that goes on. */
  private String leftOpen() {
    return remote && ledger.inFlight() > 0
        ? " To terminate what is left open: tokenstorm clean " + plan.runId() + "."
        : "";
  }

  /** Waits until something is so, the time is over, or nothing can come of waiting. */
  private void await(Intervals intervals, BooleanSupplier done, Optional<Duration> timeout)
      throws InterruptedException {
    await(intervals, TICK, done, timeout);
  }

  private void await(
      Intervals intervals, Duration tick, BooleanSupplier done, Optional<Duration> timeout)
      throws InterruptedException {
    long start = clock.nanoTime();
    while (!done.getAsBoolean()
        && goesOn()
        && (timeout.isEmpty() || clock.nanoTime() - start < timeout.get().toNanos())) {
      Thread.sleep(tick.toMillis());
      // Questions of ours would slow down what is measured alone.
      if (intervals.tick()) {
        probe.ask();
        if (intervals.phase() != Phase.RELEASE) {
          watch.sweep();
        }
      }
    }
    if (!goesOn()) {
      driver.stop();
    }
  }

  private boolean goesOn() {
    if (settling) {
      return !aborted && !replies.lostFor(lostAfter());
    }
    if (lost.isEmpty()) {
      lost = giveUp();
    }
    return !aborted && broken.isEmpty() && lost.isEmpty();
  }

  /** Whether what is left open can be settled: also a target that was given up may be back. */
  private boolean reachable() throws InterruptedException {
    if (lost.isPresent() && !aborted && !grace.begun() && probe.answered()) {
      replies.back();
      return true;
    }
    return !aborted && lost.isEmpty();
  }

  private Optional<String> giveUp() {
    Duration bound = lostAfter();
    if (replies.lostFor(bound)) {
      return Optional.of(
          "The target has been out of reach for " + bound.toSeconds() + " s, and was given up.");
    }
    LedgerCounts counts = ledger.counts();
    long refused = driverDone && ledger.inFlight() == 0 ? 1 : ALL_REFUSED;
    if (counts.started() == 0 && counts.rejected() >= refused) {
      return Optional.of("The target refused every start of a workflow.");
    }
    return Optional.empty();
  }

  /** A run that is not to wait long for its drain does not wait long for its target either. */
  private Duration lostAfter() {
    Duration drain = plan.load().drainTimeout();
    Duration bound = drain.compareTo(LOST_AFTER) < 0 ? drain : LOST_AFTER;
    return bound.compareTo(LOST_AFTER_AT_LEAST) < 0 ? LOST_AFTER_AT_LEAST : bound;
  }

  private void close() {
    driver.stop();
    scheduler.close();
    retrier.close();
    try {
      closeWorker();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    auditor.close();
  }

  private final class Listener implements LedgerListener {
    @Override
    public void left(WorkflowEntry entry) {
      switch (entry.state()) {
        case COMPLETED, FAILED, TIMED_OUT, CANCELLED -> time(entry);
        default -> {}
      }
      if (driver.wantsPlaces()) {
        auditor.whenRoom(driver::free);
      }
    }

    private void time(WorkflowEntry entry) {
      long nanos = entry.nanosUntil(clock.nanoTime());
      latencies.record(Latency.WORKFLOW, entry.measured(), nanos);
      if (plan.load().arrivals().open()) {
        long late = entry.startNanos() - entry.intendedNanos();
        latencies.record(Latency.WORKFLOW_CORRECTED, entry.measured(), late + nanos);
      }
    }

    @Override
    public void closed(WorkflowEntry entry, boolean doubtful) {
      auditor.closed(entry, doubtful);
    }
  }
}
