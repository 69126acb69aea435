package dev.tokenstorm.ledger;

import com.google.protobuf.ByteString;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.workload.WorkflowEnd;
import dev.tokenstorm.workload.WorkflowEnd.Status;
import dev.tokenstorm.workload.WorkflowIds;
import dev.tokenstorm.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.maps.NonBlockingHashMapLong;
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
  private final EndJudge ends;
  private final WorkflowIds ids;
  private final Shape shape;
  private final boolean byId;
  private final Findings findings;
  private final LedgerListener listener;
  private final Counters counters = new Counters();
  private final NonBlockingHashMapLong<WorkflowEntry> entries = new NonBlockingHashMapLong<>();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong pendingTokens = new AtomicLong();
  private final AtomicLong highestNumber = new AtomicLong(-1);

  /**
   * @param by what completions name
   */
  public Ledger(Workload workload, CompleteBy by, Findings findings, LedgerListener listener) {
    this.ends = new EndJudge(workload.expectation());
    this.ids = workload.ids();
    this.shape = workload.shape();
    this.byId = by == CompleteBy.ID;
    this.findings = findings;
    this.listener = listener;
  }

  // Workflows

  /** Opens the account of a workflow whose start is about to be requested. */
  public WorkflowEntry starting(
      long number, boolean measured, long intendedNanos, long startNanos) {
    WorkflowEntry entry =
        new WorkflowEntry(number, measured, intendedNanos, startNanos, shape.activities());
    counters.intended.increment();
    highestNumber.accumulateAndGet(number, Math::max);
    inFlight.incrementAndGet();
    entries.put(number, entry);
    return entry;
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
  public void started(WorkflowEntry entry) {
    synchronized (entry) {
      markStarted(entry);
    }
  }

  /** The start was refused, and no workflow came of it. */
  public void rejected(WorkflowEntry entry, String reason) {
    synchronized (entry) {
      if (entry.state != WorkflowState.STARTING) {
        return;
      }
      entry.state = WorkflowState.UNKNOWN;
      counters.rejected.increment();
      entries.remove(entry.number());
      inFlight.decrementAndGet();
    }
    findings.add("rejected-start", ids.id(entry.number()), reason);
    listener.left(entry);
  }

  /** The workflow closed. Only the first news counts. */
  public void closed(WorkflowEntry entry, WorkflowEnd end) {
    closed(entry, end, WorkflowEntry.SEEN);
  }

  /**
   * The workflow closed some time ago.
   *
   * @param servedNanos from its start to its close, by the server's clock
   */
  public void closed(WorkflowEntry entry, WorkflowEnd end, long servedNanos) {
    boolean answered;
    synchronized (entry) {
      if (entry.state.isFinal()) {
        return;
      }
      markStarted(entry);
      entry.end = end;
      entry.servedNanos = servedNanos;
      settle(entry, stateOf(end.status()));
      answered = !entry.anyUnsettled() || leave(entry, end);
    }
    listener.left(entry);
    if (answered) {
      handOver(entry);
    }
  }

  /** Whether none of a closed workflow's open tokens has a call under way. */
  private boolean leave(WorkflowEntry entry, WorkflowEnd end) {
    for (Token token : entry.unsettled()) {
      if (!token.calling() && token.state() == TokenState.HELD) {
        if (end.status() == Status.TERMINATED && !token.answering()) {
          settle(token, TokenState.ORPHANED);
        } else {
          token.state(TokenState.DOUBTFUL);
        }
      }
    }
    return !entry.anyCalling();
  }

  /** The entry of a workflow in flight or under audit. */
  public Optional<WorkflowEntry> entry(long number) {
    return Optional.ofNullable(entries.get(number));
  }

  /** All entries that are not done with; weakly consistent. */
  public Collection<WorkflowEntry> entries() {
    return entries.values();
  }

  /** Workflows not known to be closed. */
  public long inFlight() {
    return inFlight.get();
  }

  /** Tokens without a final state. */
  public long pendingTokens() {
    return pendingTokens.get();
  }

  /** Counts so far. */
  public LedgerCounts counts() {
    return counters.snapshot();
  }

  private void markStarted(WorkflowEntry entry) {
    if (entry.state == WorkflowState.STARTING) {
      entry.state = WorkflowState.OPEN;
      counters.started.increment();
    }
  }

  private void settle(WorkflowEntry entry, WorkflowState state) {
    entry.state = state;
    counters.workflows(state).increment();
    inFlight.decrementAndGet();
  }

  private static WorkflowState stateOf(Status status) {
    return switch (status) {
      case COMPLETED -> WorkflowState.COMPLETED;
      case FAILED -> WorkflowState.FAILED;
      case TIMED_OUT -> WorkflowState.TIMED_OUT;
      case CANCELLED -> WorkflowState.CANCELLED;
      case TERMINATED -> WorkflowState.TERMINATED;
    };
  }

  // Tokens

  /**
   * Opens the account of a token.
   *
   * @param number the workflow's, or -1 for one that is not ours
   * @param activity the activity's, or -1 for one that is not ours
   * @return null when nobody is to complete it: it is foreign, its workflow has closed, or the same
   *     attempt was handed to us before
   */
  public @Nullable Token issue(
      long number, int activity, int attempt, ByteString bytes, String activityId, long nowNanos) {
    if (number < 0 || activity < 0 || number > highestNumber.get()) {
      counters.foreign.increment();
      return null;
    }
    WorkflowEntry entry = entries.get(number);
    if (entry == null) {
      countOrphan();
      return null;
    }
    Token token = new Token(entry, activity, attempt, bytes, byId ? activityId : "", nowNanos);
    synchronized (entry) {
      if (entry.takesFirst(token)) {
        if (shape.first(activity)) {
          entry.firstTokens++;
        }
        markIssued(entry);
        return token;
      }
      ActivityEntry account = entry.activity(activity);
      if (attempt <= account.lastAttempt && account.missed(attempt)) {
        // Overtaken by its own retry within the worker; it was counted as unissued then.
        return null;
      }
      if (attempt <= account.lastAttempt) {
        discrepancy(number, "attempt " + attempt + " of activity " + activity + " came twice");
        return null;
      }
      for (int missed = account.lastAttempt + 1; missed < attempt; missed++) {
        account.miss(missed);
        counters.unissued.increment();
      }
      if (account.issued == 0 && shape.first(activity)) {
        entry.firstTokens++;
      }
      account.issued++;
      account.lastAttempt = attempt;
      if (completedByAnother(account) && !entry.state.isFinal()) {
        markIssued(entry);
        settle(token, TokenState.SUPERSEDED);
        return null;
      }
      account.issuedNanos = nowNanos;
      account.called = false;
      if (entry.state.isFinal()) {
        account.late(attempt);
        if (account.outcome != TokenState.COMPLETED) {
          account.outcome = TokenState.ORPHANED;
        }
        countOrphan();
        return null;
      }
      markIssued(entry);
      supersede(account);
      account.current = token;
      account.outcome = TokenState.HELD;
      return token;
    }
  }

  /**
   * By id, the holder of an earlier attempt can have completed the one whose token is only now on
   * its way to us. The activity was completed once, and that is counted.
   */
  private boolean completedByAnother(ActivityEntry account) {
    return byId
        && (account.outcome == TokenState.COMPLETED || account.outcome == TokenState.CANCELLED);
  }

  private void markIssued(WorkflowEntry entry) {
    markStarted(entry);
    counters.issued.increment();
    pendingTokens.incrementAndGet();
  }

  private void countOrphan() {
    counters.issued.increment();
    counters.tokens(TokenState.ORPHANED).increment();
  }

  private void supersede(ActivityEntry account) {
    Token previous = account.current;
    if (previous == null) {
      return;
    }
    if (previous.calling()) {
      if (account.earlier == null) {
        account.earlier = new ArrayList<>(1);
      }
      account.earlier.add(previous);
    } else {
      settle(previous, TokenState.SUPERSEDED);
    }
  }

  /** True once: when the first activity of each branch has been issued. */
  public boolean firstTokensIn(WorkflowEntry entry) {
    synchronized (entry) {
      if (entry.firstTokens == shape.branches()) {
        entry.firstTokens = Integer.MIN_VALUE;
        return true;
      }
      return false;
    }
  }

  @Override
  public boolean moot(Token token) {
    WorkflowEntry entry = token.workflow();
    synchronized (entry) {
      return isMoot(token, entry);
    }
  }

  private static boolean isMoot(Token token, WorkflowEntry entry) {
    return token.state() != TokenState.HELD || entry.state.isFinal();
  }

  @Override
  public boolean begin(Token token, long nowNanos) {
    WorkflowEntry entry = token.workflow();
    synchronized (entry) {
      if (isMoot(token, entry)) {
        return false;
      }
      token.calling(true);
      if (token.answering()) {
        token.calledNow();
        ActivityEntry account = entry.account(token.activity());
        if (account != null && !account.called) {
          account.callNanos = nowNanos;
          account.called = true;
        }
      }
      return true;
    }
  }

  @Override
  public void answered(Token token, TokenState state) {
    WorkflowEntry entry = token.workflow();
    boolean answered;
    synchronized (entry) {
      token.calling(false);
      if (byId && state != TokenState.FAILED && !entry.current(token)) {
        // A completion by id lands on whatever attempt is current.
        settle(token, TokenState.SUPERSEDED);
        Token current = entry.activity(token.activity()).current;
        if (current != null && !current.calling()) {
          settle(current, state);
        }
      } else {
        settle(token, state);
      }
      answered = lastAnswered(entry);
    }
    if (answered) {
      handOver(entry);
    }
  }

  @Override
  public void doubted(Token token) {
    WorkflowEntry entry = token.workflow();
    boolean answered;
    synchronized (entry) {
      token.calling(false);
      if (entry.current(token)) {
        token.state(TokenState.DOUBTFUL);
      } else {
        settle(token, TokenState.SUPERSEDED);
      }
      answered = lastAnswered(entry);
    }
    if (answered) {
      handOver(entry);
    }
  }

  @Override
  public boolean released(Token token) {
    WorkflowEntry entry = token.workflow();
    boolean kept = true;
    boolean answered;
    synchronized (entry) {
      token.calling(false);
      if (!entry.current(token)) {
        settle(token, TokenState.SUPERSEDED);
        kept = false;
      } else if (entry.state.isFinal()) {
        token.state(TokenState.DOUBTFUL);
        kept = false;
      }
      answered = !kept && lastAnswered(entry);
    }
    if (answered) {
      handOver(entry);
    }
    return kept;
  }

  private void settle(Token token, TokenState state) {
    if (token.state().isFinal()) {
      return;
    }
    token.state(state);
    counters.tokens(state).increment();
    pendingTokens.decrementAndGet();
    if (!token.calling()) {
      token.forgetBytes();
    }
    boolean lapsed = state == TokenState.SUPERSEDED || state == TokenState.TIMED_OUT;
    if (lapsed && ends.overdue(token)) {
      token.workflow().activity(token.activity()).late(token.attempt());
    }
    ActivityEntry account = token.workflow().account(token.activity());
    if (account == null) {
      return;
    }
    if (account.current == token) {
      account.current = null;
      account.outcome = state;
    } else if (account.earlier != null) {
      account.earlier.remove(token);
    }
  }

  /**
   * An activity's result has reached its workflow. The news may come again, because a workflow task
   * whose answer was lost or refused brings the same result once more.
   *
   * @return what its latencies are counted from, the first time
   */
  public ActivityTimes resumed(WorkflowEntry entry, int activity) {
    // One record, made last, costs no allocation where the caller takes it apart at once.
    long issued = 0;
    long call = 0;
    boolean called = false;
    synchronized (entry) {
      if (entry.resumes(activity)) {
        Token first = entry.first(activity);
        ActivityEntry account = entry.account(activity);
        if (first != null) {
          issued = first.issuedNanos();
          call = first.firstCallNanos();
          called = first.called();
        } else if (account != null) {
          issued = account.issuedNanos;
          call = account.callNanos;
          called = account.called;
        }
      }
    }
    return new ActivityTimes(issued, call, called);
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

  // Settlement

  private static boolean lastAnswered(WorkflowEntry entry) {
    return entry.end != null && !entry.anyCalling();
  }

  private void handOver(WorkflowEntry entry) {
    boolean doubtful;
    synchronized (entry) {
      if (entry.handedOver) {
        return;
      }
      entry.handedOver = true;
      doubtful = entry.anyUnsettled() || !ends.explained(entry);
      if (!doubtful) {
        countUnissuedFailure(entry);
        entries.remove(entry.number());
      }
    }
    listener.closed(entry, doubtful);
  }

  /** A copy of a workflow's account. */
  public WorkflowAccount account(WorkflowEntry entry) {
    synchronized (entry) {
      List<WorkflowAccount.ActivityAccount> accounts = new ArrayList<>();
      for (int activity = 0; activity < shape.activities(); activity++) {
        if (entry.known(activity)) {
          ActivityEntry account = entry.activity(activity);
          accounts.add(
              new WorkflowAccount.ActivityAccount(
                  activity,
                  account.issued,
                  account.unissued,
                  account.lastAttempt,
                  account.outcome,
                  List.copyOf(account.unsettled())));
        }
      }
      return new WorkflowAccount(
          entry.number(), Optional.ofNullable(entry.end), List.copyOf(accounts));
    }
  }

  /** Takes over what a closed workflow's history says, and closes its account. */
  public void audited(WorkflowEntry entry, AuditResult result) {
    synchronized (entry) {
      for (AuditResult.Attempt missed : result.missed()) {
        ActivityEntry account = entry.activity(missed.activity());
        // Its token may have come while the history was read.
        if (missed.attempt() > account.lastAttempt && !account.missed(missed.attempt())) {
          account.miss(missed.attempt());
          counters.unissued.increment();
        }
      }
      for (Token token : entry.unsettled()) {
        settle(token, result.settled().getOrDefault(token, TokenState.UNKNOWN));
      }
      (result.end().isPresent() ? counters.audited : counters.unaudited).increment();
      judgeEnd(entry);
      entries.remove(entry.number());
    }
    for (String sentence : result.discrepancies()) {
      discrepancy(entry.number(), sentence);
    }
  }

  private void judgeEnd(WorkflowEntry entry) {
    countUnissuedFailure(entry);
    ends.wrong(entry)
        .ifPresent(
            sentence -> {
              counters.wrongEnds.increment();
              findings.add("wrong-end", ids.id(entry.number()), sentence);
            });
  }

  /** Counts it once; a workflow whose end needs no explanation may be audited all the same. */
  private void countUnissuedFailure(WorkflowEntry entry) {
    if (!entry.failedByUnissued && ends.failedByUnissued(entry)) {
      entry.failedByUnissued = true;
      counters.failedByUnissued.increment();
    }
  }

  private void discrepancy(long number, String sentence) {
    counters.discrepancies.increment();
    findings.add("discrepancy", ids.id(number), sentence);
  }

  /** Says that the harness itself is about to terminate the workflow. */
  public void terminating(WorkflowEntry entry) {
    synchronized (entry) {
      entry.terminatedByUs = true;
    }
  }

  /**
   * Gives every open account a last state: the run is cut short, or the target is out of reach.
   *
   * @param workflow {@code OPEN_AT_END} or {@code UNKNOWN}
   * @param token {@code PENDING} or {@code UNKNOWN}
   */
  public void giveUp(WorkflowState workflow, TokenState token) {
    for (WorkflowEntry entry : entries.values()) {
      giveUp(entry, workflow, token);
    }
  }

  /** Gives those workflows that could be neither seen to close nor terminated a last state. */
  public void giveUpOpen() {
    for (WorkflowEntry entry : entries.values()) {
      if (!entry.state().isFinal()) {
        giveUp(entry, WorkflowState.UNKNOWN, TokenState.UNKNOWN);
      }
    }
  }

  private void giveUp(WorkflowEntry entry, WorkflowState workflow, TokenState token) {
    synchronized (entry) {
      if (!entry.state.isFinal()) {
        markStarted(entry);
        settle(entry, workflow);
      }
      for (Token unsettled : entry.unsettled()) {
        settle(unsettled, token);
        unsettled.calling(false);
      }
      judgeEnd(entry);
      // What is answered from now on changes nothing.
      entry.handedOver = true;
      entries.remove(entry.number());
    }
  }

  /** Compares the sums. To be called once, when nothing moves any more. */
  public LedgerReport report() {
    for (WorkflowEntry entry : entries.values()) {
      synchronized (entry) {
        for (Token token : entry.unsettled()) {
          findings.add(
              "unsettled-token",
              tokenId(token),
              "It was issued, and nothing says what became of it.");
        }
        if (!entry.state.isFinal()) {
          findings.add(
              "unsettled-workflow",
              ids.id(entry.number()),
              "It is " + entry.state.key() + ", and nothing says what became of it.");
        }
      }
    }
    LedgerCounts counts = counters.snapshot();
    return new LedgerReport(
        counts, Conservation.imbalances(counts), findings.kept(), findings.total());
  }

  private String tokenId(Token token) {
    return ids.id(token.workflow().number())
        + "/"
        + shape.place(token.activity())
        + "#"
        + token.attempt();
  }
}
