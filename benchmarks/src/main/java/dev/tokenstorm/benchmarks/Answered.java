package dev.tokenstorm.benchmarks;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import java.util.concurrent.CountDownLatch;

/** Tells when a given number of tokens has been answered. */
final class Answered implements TokenAccount {
  private final TokenAccount account;
  private volatile CountDownLatch left = new CountDownLatch(0);

  Answered(TokenAccount account) {
    this.account = account;
  }

  void expect(int answers) {
    left = new CountDownLatch(answers);
  }

  void await() throws InterruptedException {
    left.await();
  }

  @Override
  public boolean begin(Token token, long nowNanos) {
    return account.begin(token, nowNanos);
  }

  @Override
  public boolean moot(Token token) {
    return account.moot(token);
  }

  @Override
  public void answered(Token token, TokenState state) {
    account.answered(token, state);
    left.countDown();
  }

  @Override
  public void doubted(Token token) {
    account.doubted(token);
    left.countDown();
  }

  @Override
  public boolean released(Token token) {
    return account.released(token);
  }
}
