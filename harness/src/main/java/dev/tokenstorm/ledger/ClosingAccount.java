package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Outcome;

/**
 * Stands before the ledger where the acknowledged answer to an execution's last token closes it:
 * then no worker sees it close. Thread-safe.
 */
public final class ClosingAccount implements TokenAccount {
  private final Ledger ledger;
  private final Expectation expectation;

  public ClosingAccount(Ledger ledger, Expectation expectation) {
    this.ledger = ledger;
    this.expectation = expectation;
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
    ledger.answered(token, state);
    ExecutionEntry entry = token.execution();
    expectation
        .endBy(entry.number(), token.activity(), token.attempt(), outcome(state))
        .ifPresent(end -> ledger.closed(entry, end));
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
  }

  @Override
  public boolean released(Token token) {
    return ledger.released(token);
  }
}
