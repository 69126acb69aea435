package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Outcome;
import java.util.function.Consumer;

/**
 * Stands before the ledger where the acknowledged answer to an execution's last token closes it:
 * then no worker sees it close. An answer that was refused or lost may have closed it as well, so
 * that has to be asked for. Thread-safe.
 */
public final class ClosingAccount implements TokenAccount {
  private final Ledger ledger;
  private final Expectation expectation;
  private final Consumer<ExecutionEntry> doubts;

  /**
   * @param doubts takes an execution that may have closed unseen; must not block
   */
  public ClosingAccount(Ledger ledger, Expectation expectation, Consumer<ExecutionEntry> doubts) {
    this.ledger = ledger;
    this.expectation = expectation;
    this.doubts = doubts;
  }

  @Override
  public boolean begin(Token token, long nowNanos) {
    return ledger.begin(token, nowNanos);
  }

  @Override
  public boolean moot(Token token) {
    return ledger.moot(token);
  }

  @Override
  public void answered(Token token, TokenState state) {
    Restart restart = state == TokenState.FAILED ? ledger.restart(token) : Restart.NONE;
    ledger.answered(token, state);
    ExecutionEntry entry = token.execution();
    expectation
        .endBy(entry.number(), token.activity(), token.attempt(), outcome(state))
        .ifPresent(end -> ended(entry, end, restart));
  }

  /** A failure of the last attempt closes nothing after a reset, and perhaps nothing before. */
  private void ended(ExecutionEntry entry, ExecutionEnd end, Restart restart) {
    switch (restart) {
      case NONE -> ledger.closed(entry, end);
      case POSSIBLE -> doubts.accept(entry);
      case CERTAIN -> {}
    }
  }

  private static Outcome outcome(TokenState answer) {
    return switch (answer) {
      case COMPLETED -> Outcome.COMPLETE;
      case FAILED -> Outcome.FAIL;
      case CANCELLED -> Outcome.CANCEL;
      default -> throw new IllegalArgumentException(answer + " is no answer");
    };
  }

  @Override
  public void doubted(Token token) {
    ledger.doubted(token);
    if (!token.execution().state().isFinal()) {
      doubts.accept(token.execution());
    }
  }

  @Override
  public boolean released(Token token) {
    return ledger.released(token);
  }
}
