package dev.tokenstorm.completion;

import dev.tokenstorm.benchmarks.StressTokens;
import dev.tokenstorm.ledger.Token;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Tokens reach a thread that waits for them, each once, in their order. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Both came, in their order.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A token was lost, or its wake-up, or their order.")
@State
public class TokenQueueStress {
  private static final int LOST = -1;

  private final TokenQueue queue = new TokenQueue(2);

  @Actor
  public void puts() {
    queue.offer(StressTokens.get(0));
    queue.offer(StressTokens.get(1));
  }

  @Actor
  public void takes(II_Result result) {
    result.r1 = WaitGuard.outcome(this::take, LOST);
    result.r2 = WaitGuard.outcome(this::take, LOST);
  }

  private int take() throws InterruptedException {
    Token token = queue.take();
    return token == null ? LOST : token.activity();
  }
}
