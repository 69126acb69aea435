package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;

/**
 * Accounts come to their end here: a workflow closes, its last call is answered, its history is
 * read, or it is given up. Thread-safe; the listener is called under no monitor.
 */
final class Settlement {
  private final ExecutionBook workflows;
  private final TokenBook tokens;
  private final EndJudge ends;
  private final Counters counters;
  private final FindingLog findings;
  private final LedgerListener listener;

  Settlement(
      ExecutionBook workflows,
      TokenBook tokens,
      EndJudge ends,
      Counters counters,
      FindingLog findings,
      LedgerListener listener) {
    this.workflows = workflows;
    this.tokens = tokens;
    this.ends = ends;
    this.counters = counters;
    this.findings = findings;
    this.listener = listener;
  }

  /** The start was refused, and no workflow came of it. */
  void rejected(ExecutionEntry entry, String reason) {
    synchronized (entry) {
      if (!workflows.reject(entry)) {
        return;
      }
    }
    findings.rejectedStart(entry.number(), reason);
    listener.left(entry);
  }

  /**
   * The workflow closed. Only the first news counts.
   *
   * @param servedNanos from its start to its close by the server's clock, or {@link
   *     ExecutionEntry#SEEN}
   */
  void closed(ExecutionEntry entry, ExecutionEnd end, long servedNanos) {
    boolean answered;
    synchronized (entry) {
      if (entry.isSettled()) {
        return;
      }
      workflows.start(entry);
      entry.end(end, servedNanos);
      workflows.settle(entry, ExecutionState.of(end.status()));
      answered = !entry.anyUnsettled() || leave(entry, end);
    }
    listener.left(entry);
    if (answered) {
      handOver(entry);
    }
  }

  /** Whether none of a closed workflow's open tokens has a call under way. */
  private boolean leave(ExecutionEntry entry, ExecutionEnd end) {
    for (Token token : entry.unsettled()) {
      if (!token.calling() && token.state() == TokenState.HELD) {
        if (end.status() == Status.TERMINATED && !token.answering()) {
          tokens.settle(token, TokenState.ORPHANED);
        } else {
          tokens.doubt(token);
        }
      }
    }
    return !entry.anyCalling();
  }

  /** Does what is to be done once a closed workflow's every call is answered, if they are. */
  void handOverIfAnswered(ExecutionEntry entry) {
    boolean answered;
    synchronized (entry) {
      answered = entry.lastAnswered();
    }
    if (answered) {
      handOver(entry);
    }
  }

  /** Hands a closed workflow whose every call is answered to who may read its history; once. */
  void handOver(ExecutionEntry entry) {
    boolean doubtful;
    synchronized (entry) {
      if (!entry.handOver()) {
        return;
      }
      doubtful = entry.anyUnsettled() || !ends.explained(entry);
      if (!doubtful) {
        countUnissuedFailure(entry);
        workflows.forget(entry);
      }
    }
    listener.closed(entry, doubtful);
  }

  /** Takes over what a closed workflow's history says, and closes its account. */
  void audited(ExecutionEntry entry, AuditResult result) {
    synchronized (entry) {
      for (AuditResult.Attempt missed : result.missed()) {
        tokens.missed(entry, missed.activity(), missed.attempt());
      }
      for (Token token : entry.unsettled()) {
        tokens.settle(token, result.settled().getOrDefault(token, TokenState.UNKNOWN));
      }
      (result.end().isPresent() ? counters.audited : counters.unaudited).increment();
      judgeEnd(entry);
      workflows.forget(entry);
    }
    for (String sentence : result.discrepancies()) {
      findings.discrepancy(entry.number(), sentence);
    }
  }

  private void judgeEnd(ExecutionEntry entry) {
    countUnissuedFailure(entry);
    ends.wrong(entry).ifPresent(sentence -> findings.wrongEnd(entry.number(), sentence));
  }

  /** Counts it once; a workflow whose end needs no explanation may be audited all the same. */
  private void countUnissuedFailure(ExecutionEntry entry) {
    if (ends.failedByUnissued(entry) && entry.failByUnissued()) {
      counters.failedByUnissued.increment();
    }
  }

  /** Gives every open account a last state. */
  void giveUp(ExecutionState workflow, TokenState token) {
    for (ExecutionEntry entry : workflows.entries()) {
      giveUp(entry, workflow, token);
    }
  }

  /** Gives those workflows that could be neither seen to close nor terminated a last state. */
  void giveUpOpen() {
    for (ExecutionEntry entry : workflows.entries()) {
      if (!entry.state().isFinal()) {
        giveUp(entry, ExecutionState.UNKNOWN, TokenState.UNKNOWN);
      }
    }
  }

  private void giveUp(ExecutionEntry entry, ExecutionState workflow, TokenState token) {
    synchronized (entry) {
      if (!entry.isSettled()) {
        workflows.start(entry);
        workflows.settle(entry, workflow);
      }
      for (Token unsettled : entry.unsettled()) {
        tokens.settle(unsettled, token);
        unsettled.calling(false);
      }
      judgeEnd(entry);
      // What is answered from now on changes nothing.
      var unused = entry.handOver();
      workflows.forget(entry);
    }
  }

  /** Compares the sums, when nothing moves any more. */
  LedgerReport report() {
    for (ExecutionEntry entry : workflows.entries()) {
      synchronized (entry) {
        entry.unsettled().forEach(findings::unsettled);
        if (!entry.isSettled()) {
          findings.unsettled(entry);
        }
      }
    }
    return findings.report(counters.snapshot());
  }
}
