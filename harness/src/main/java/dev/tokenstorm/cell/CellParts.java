package dev.tokenstorm.cell;

import dev.tokenstorm.audit.Auditor;
import dev.tokenstorm.audit.OverdueWatch;
import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.fault.FaultPlace;
import dev.tokenstorm.ledger.ClosingAccount;
import dev.tokenstorm.ledger.DoubtListener;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.load.Driver;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.Patience;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.ReachabilityProbe;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.Workload;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * The parts of a cell, wired together; none of them runs yet.
 *
 * @param remote whether the server goes on after the run, with whatever is left open on it
 * @param executions of the workload on the server
 * @param waits clients that wait for results
 * @param gate holds completions back; empty without {@code --park}
 * @param operators empty where operators do nothing
 * @param replies tell how long the target has been out of reach
 * @param steps cuts the run into short steps; empty where no fault is planned
 */
record CellParts(
    RunPlan plan,
    NanoClock clock,
    boolean remote,
    ServerExecutions executions,
    RpcStatuses rpcStatuses,
    ReplyWatch replies,
    LatencyRecorders latencies,
    PollTimes polls,
    Ledger ledger,
    TokenQueue queue,
    CompletionScheduler scheduler,
    CompleterPool pool,
    Retrier retrier,
    Auditor auditor,
    OverdueWatch watch,
    ResultWaits waits,
    Optional<ReleaseGate> gate,
    Driver driver,
    Worker worker,
    Optional<OperatorDesk> operators,
    ReachabilityProbe probe,
    Optional<StepRecorder> steps) {

  /**
   * What tests make otherwise than users.
   *
   * @param accounts stands between the completers and the ledger, and may lose a transition
   * @param mostQueued tokens that wait for a completer before activities are held back
   */
  record Overrides(UnaryOperator<TokenAccount> accounts, int mostQueued) {
    /** Longer than any queue that still moves; its array is made at once. */
    private static final int MAX_QUEUED_TOKENS = 1_000_000;

    static final Overrides NONE = new Overrides(account -> account, MAX_QUEUED_TOKENS);
  }

  /**
   * Makes all parts. If one cannot be made, those before it are closed, as they have threads and
   * calls of their own.
   */
  static CellParts assemble(
      RunPlan plan,
      Workload workload,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Findings findings,
      NanoClock clock,
      Overrides overrides) {
    try (OpenedParts opened = new OpenedParts()) {
      return opened.kept(
          assemble(
              opened, plan, workload, target, rpcStatuses, replies, findings, clock, overrides));
    }
  }

  /** The ledger is made first, because all others tell it something. */
  private static CellParts assemble(
      OpenedParts opened,
      RunPlan plan,
      Workload workload,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Findings findings,
      NanoClock clock,
      Overrides overrides) {
    Draws draws = workload.draws();
    Backoff backoff = new Backoff(plan.seed());
    CloseRelay closes = new CloseRelay();
    Optional<StepSources> sources = StepSources.of(plan, draws, clock);
    DoubtListener doubts =
        sources.<DoubtListener>map(StepSources::doubts).orElse(DoubtListener.NONE);
    Ledger ledger = new Ledger(workload, plan.completion().by(), findings, closes, doubts);
    LatencyRecorders latencies = new LatencyRecorders(ledger::inFlight);
    PollTimes polls = new PollTimes();
    ExecutionTimes times =
        new ExecutionTimes(ledger, latencies, polls, clock, plan.load().arrivals().open());
    TokenQueue queue =
        new TokenQueue(
            (int) Math.min(plan.maxPendingTokens(workload.shape()), overrides.mostQueued()));
    Retrier retrier = opened.opened(new Retrier(clock, backoff), Retrier::close);
    ServerExecutions executions = workload.executions(target, retrier, backoff);
    Auditor auditor =
        opened.opened(new Auditor(plan, workload, executions, ledger, clock), Auditor::close);
    OverdueWatch watch = new OverdueWatch(ledger, auditor, clock);
    CompletionScheduler scheduler =
        opened.opened(
            new CompletionScheduler(
                clock,
                plan.completion(),
                draws,
                overrides.accounts().apply(account(workload, ledger, watch)),
                latencies,
                backoff,
                queue),
            CompletionScheduler::close);
    ResultWaits waits =
        opened.opened(
            new ResultWaits(workload.resultPolls(target), times, plan.awaitedResults(), clock),
            ResultWaits::close);
    ServerExecutions started =
        waits.any() ? new AwaitedExecutions(executions, waits, ledger) : executions;
    Driver driver = new Driver(plan.load(), draws, started, ledger, latencies, clock, watch::doubt);
    LedgerListener closed = new ClosedWorkflows(times, auditor, driver);
    closes.passTo(sources.map(each -> each.before(closed)).orElse(closed));
    Optional<OperatorDesk> operators =
        plan.completion().operators().any()
            ? workload
                .operator(target, retrier)
                .map(
                    commands ->
                        new OperatorDesk(
                            plan, draws, ledger, commands, clock, scheduler::acceptLate))
            : Optional.empty();
    TokenIntake intake =
        new TokenIntake(
            clock,
            ledger,
            draws,
            executions,
            handover(plan, workload, operated(operators, completer(workload, scheduler)), watch),
            plan.completion().logTokens());
    WorkerEvents probe = new WorkerEvents(ledger, times, intake, watch);
    return new CellParts(
        plan,
        clock,
        target.info().kind().equals(TargetInfo.REMOTE),
        executions,
        rpcStatuses,
        replies,
        latencies,
        polls,
        ledger,
        queue,
        scheduler,
        CompleterPool.of(plan.completion(), target, workload.content(), queue, scheduler),
        retrier,
        auditor,
        watch,
        waits,
        gate(plan, workload.shape(), ledger, operators, clock),
        driver,
        opened.opened(
            worker(
                plan,
                target,
                connected -> workload.worker(connected, probe, probe, queue::hasRoom)),
            Worker::close),
        operators,
        new ReachabilityProbe(target, replies),
        sources.map(each -> each.recorder(ledger, rpcStatuses)));
  }

  /** Only a worker that is to be lost has connections of its own. */
  private static Worker worker(RunPlan plan, Target target, Function<Target, Worker> making) {
    return plan.faults().actsAt(FaultPlace.WORKER)
        ? new LosableWorker(
            target::withOwnConnections, making, plan.worker().kind() != WorkerPlan.Kind.WIRE)
        : making.apply(target);
  }

  private static TokenIntake.Handover completer(Workload workload, CompletionScheduler scheduler) {
    return workload.receiverMayBlock()
        ? (token, runId, activityId) -> scheduler.accept(token)
        : (token, runId, activityId) -> scheduler.acceptAtOnce(token);
  }

  private static TokenIntake.Handover operated(
      Optional<OperatorDesk> operators, TokenIntake.Handover next) {
    return operators.map(desk -> desk.before(next)).orElse(next);
  }

  private static TokenIntake.Handover handover(
      RunPlan plan, Workload workload, TokenIntake.Handover handover, OverdueWatch watch) {
    if (!workload.shape().closesWithLastToken()) {
      return handover;
    }
    Expectation expectation = workload.expectation();
    long patienceNanos = Patience.of(plan.greeting(), plan.completion()).toNanos();
    return (token, runId, activityId) -> {
      ExecutionEntry execution = token.execution();
      if (expectation.endsUnanswered(execution.number(), token.activity(), token.attempt())) {
        watch.expectClose(execution, patienceNanos);
      }
      handover.give(token, runId, activityId);
    };
  }

  private static Optional<ReleaseGate> gate(
      RunPlan plan, Shape shape, Ledger ledger, Optional<OperatorDesk> operators, NanoClock clock) {
    IntSupplier kept = () -> operators.map(OperatorDesk::kept).orElse(0);
    return plan.completion().park().stream()
        .mapToObj(
            tokens ->
                new ReleaseGate(tokens, shape.branches(), plan.longestHold(), ledger, kept, clock))
        .findFirst();
  }

  /** Where the last completion closes an execution, no worker tells of the close. */
  private static TokenAccount account(Workload workload, Ledger ledger, OverdueWatch watch) {
    return workload.shape().closesWithLastToken()
        ? new ClosingAccount(ledger, workload.expectation(), watch::doubt)
        : ledger;
  }

  /** What can be read of them. */
  CellReadings readings() {
    return new CellReadings(ledger, queue, pool, worker, plan.completion().completers());
  }
}
