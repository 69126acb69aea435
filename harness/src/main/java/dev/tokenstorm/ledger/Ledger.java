package dev.tokenstorm.ledger;

import com.google.protobuf.ByteString;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Workload;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of every workflow and every token of a run.
 *
 * <p>A workflow's entry lives from its start until it is closed, all its calls are answered and, if
 * its history has to be read, that is done; so memory is bounded by the workflows in flight and the
 * audits under way. Every transition counts itself, and the sums are compared at the end.
 *
 * <p>Thread-safe: an entry's monitor guards it and its tokens; no call is made under it.
 */
public final class Ledger implements TokenAccount {
  private final Counters counters = new Counters();
  private final ExecutionBook workflows;
  private final TokenBook tokens;
  private final Settlement settlement;

  /**
   * @param by what completions name
   */
  public Ledger(Workload workload, CompleteBy by, Findings findings, LedgerListener listener) {
    this(workload, by, findings, listener, DoubtListener.NONE);
  }

  /**
   * @param by what completions name
   * @param doubts hears of doubtful tokens
   */
  public Ledger(
      Workload workload,
      CompleteBy by,
      Findings findings,
      LedgerListener listener,
      DoubtListener doubts) {
    Shape shape = workload.shape();
    EndJudge ends = new EndJudge(workload.expectation());
    FindingLog log = new FindingLog(findings, workload.ids(), shape, counters);
    this.workflows = new ExecutionBook(shape.activities(), counters);
    this.tokens = new TokenBook(workflows, shape, by == CompleteBy.ID, ends, counters, log, doubts);
    this.settlement = new Settlement(workflows, tokens, ends, counters, log, listener);
  }

  /** Opens the account of a workflow whose start is about to be requested. */
  public ExecutionEntry starting(
      long number, boolean measured, long intendedNanos, long startNanos) {
    return workflows.open(number, measured, intendedNanos, startNanos);
  }

  /**
   * Opens the account of a workflow that an earlier life of the run started.
   *
   * @param startNanos when it was started, by the injected clock
   */
  public ExecutionEntry adopt(long number, boolean measured, long startNanos) {
    return workflows.adopt(number, measured, startNanos);
  }

  /**
   * An attempt of an adopted workflow's activity is over: the server's record says so. Attempts
   * come in their order.
   *
   * @param state what became of its token; {@code SUPERSEDED} when nobody answered and another
   *     attempt followed
   */
  public void past(ExecutionEntry entry, int activity, int attempt, TokenState state) {
    tokens.past(entry, activity, attempt, state);
  }

  /**
   * An attempt of an adopted workflow's activity is pending, and its token is not known.
   *
   * @param issuedNanos when the server handed it out, by the injected clock
   * @return null when nobody is to complete it
   */
  public @Nullable Token found(
      ExecutionEntry entry, int activity, int attempt, String activityId, long issuedNanos) {
    return tokens.found(entry, activity, attempt, activityId, issuedNanos);
  }

  /** What became of a token so far. */
  public TokenState state(Token token) {
    synchronized (token.execution()) {
      return token.state();
    }
  }

  /** An arrival was dropped at the in-flight bound. */
  public void dropped() {
    counters.intended.increment();
    counters.dropped.increment();
  }

  /** The driver was stopped before so many further arrivals of the plan. */
  public void notReached(long arrivals) {
    counters.notReached.add(arrivals);
  }

  /** The start was acknowledged. */
  public void started(ExecutionEntry entry) {
    synchronized (entry) {
      workflows.start(entry);
    }
  }

  /** The start was refused, and no workflow came of it. */
  public void rejected(ExecutionEntry entry, String reason) {
    settlement.rejected(entry, reason);
  }

  /** The workflow closed. Only the first news counts. */
  public void closed(ExecutionEntry entry, ExecutionEnd end) {
    settlement.closed(entry, end, ExecutionEntry.SEEN);
  }

  /**
   * The workflow closed some time ago.
   *
   * @param servedNanos from its start to its close, by the server's clock
   */
  public void closed(ExecutionEntry entry, ExecutionEnd end, long servedNanos) {
    settlement.closed(entry, end, servedNanos);
  }

  /** The entry of a workflow in flight or under audit. */
  public Optional<ExecutionEntry> entry(long number) {
    return Optional.ofNullable(workflows.find(number));
  }

  /** All entries that are not done with; weakly consistent. */
  public Collection<ExecutionEntry> entries() {
    return workflows.entries();
  }

  /** Workflows not known to be closed. */
  public long inFlight() {
    return workflows.inFlight();
  }

  /** Tokens without a final state. */
  public long pendingTokens() {
    return tokens.pending();
  }

  /** Counts so far. */
  public LedgerCounts counts() {
    return counters.snapshot();
  }

  /**
   * Opens the account of a token.
   *
   * @param number the workflow's, or -1 for one that is not ours
   * @param activity the activity's, or -1 for one that is not ours
   * @return null when nobody is to complete it: whatever {@link IssueResult} it has but {@code
   *     HELD}
   */
  public @Nullable Token issue(
      long number, int activity, int attempt, ByteString bytes, String activityId, long nowNanos) {
    return tokens.issue(number, activity, attempt, bytes, activityId, nowNanos);
  }

  /**
   * Claims the workflow's cancellation for who asks: true once, as soon as the first activity of
   * each of its branches has been issued.
   */
  public boolean claimCancellation(ExecutionEntry entry) {
    return tokens.claimCancellation(entry);
  }

  /**
   * An operator is about to command something of a token's activity, before the token is handed on.
   *
   * @return false when it must not: there is nothing left to do for the token, or the activity was
   *     reset before
   */
  public boolean commanding(Token token, OperatorCommand command) {
    return tokens.commanding(token, command);
  }

  /**
   * A command has an answer.
   *
   * @param underWay whether the token's attempt cannot have been over by then
   */
  public void commanded(
      Token token, OperatorCommand command, CommandAnswer answer, boolean underWay) {
    tokens.commanded(token, command, answer, underWay);
  }

  /** The request to end a pause has an answer. */
  public void unpaused(CommandAnswer answer) {
    counters.operators.count(OperatorCommand.UNPAUSE, answer);
  }

  /** A pause needs no end any more, because its execution has closed. */
  public void outlived() {
    counters.operators.outlived.increment();
  }

  /** Whether another attempt follows a token's, though it may be the last by its number. */
  Restart restart(Token token) {
    return tokens.restart(token);
  }

  @Override
  public boolean moot(Token token) {
    return tokens.moot(token);
  }

  @Override
  public boolean begin(Token token, long nowNanos) {
    return tokens.begin(token, nowNanos);
  }

  @Override
  public void answered(Token token, TokenState state) {
    if (tokens.answered(token, state)) {
      settlement.handOver(token.execution());
    }
  }

  @Override
  public void doubted(Token token) {
    if (tokens.doubted(token)) {
      settlement.handOver(token.execution());
    }
  }

  @Override
  public boolean released(Token token) {
    boolean kept = tokens.released(token);
    if (!kept) {
      settlement.handOverIfAnswered(token.execution());
    }
    return kept;
  }

  /**
   * An activity's result has reached its workflow. The news may come again, because a workflow task
   * whose answer was lost or refused brings the same result once more.
   *
   * @return what its latencies are counted from, the first time
   */
  public ActivityTimes resumed(ExecutionEntry entry, int activity) {
    return tokens.resumed(entry, activity);
  }

  /**
   * Times of an activity's latest token, by the injected clock.
   *
   * @param issuedNanos when it was handed on
   * @param callNanos when a call first answered for it
   * @param called whether there was such a call, and this is asked for the first time; the times
   *     say nothing otherwise
   */
  public record ActivityTimes(long issuedNanos, long callNanos, boolean called) {}

  /** A copy of a workflow's account. */
  public ExecutionAccount account(ExecutionEntry entry) {
    synchronized (entry) {
      return entry.account();
    }
  }

  /** Takes over what a closed workflow's history says, and closes its account. */
  public void audited(ExecutionEntry entry, AuditResult result) {
    settlement.audited(entry, result);
  }

  /** Says that the harness itself is about to terminate the workflow. */
  public void terminating(ExecutionEntry entry) {
    synchronized (entry) {
      entry.terminating();
    }
  }

  /**
   * Gives every open account a last state: the run is cut short, or the target is out of reach.
   *
   * @param workflow {@code OPEN_AT_END} or {@code UNKNOWN}
   * @param token {@code PENDING} or {@code UNKNOWN}
   */
  public void giveUp(ExecutionState workflow, TokenState token) {
    settlement.giveUp(workflow, token);
  }

  /** Gives those workflows that could be neither seen to close nor terminated a last state. */
  public void giveUpOpen() {
    settlement.giveUpOpen();
  }

  /** Compares the sums. To be called once, when nothing moves any more. */
  public LedgerReport report() {
    return settlement.report();
  }
}
