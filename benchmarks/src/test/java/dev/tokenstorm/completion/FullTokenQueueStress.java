package dev.tokenstorm.completion;

import dev.tokenstorm.benchmarks.StressTokens;
import dev.tokenstorm.ledger.Token;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Room in a full queue reaches a thread that waits for it. */
@JCStressTest
@Outcome(
    id = "1, 0",
    expect = Expect.ACCEPTABLE,
    desc = "The third token was put once the first was taken.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A token was lost, or the room.")
@State
public class FullTokenQueueStress {
  private static final int LOST = -1;

  private final TokenQueue queue = new TokenQueue(2);

  public FullTokenQueueStress() {
    queue.offer(StressTokens.get(0));
    queue.offer(StressTokens.get(1));
  }

  @Actor
  public void puts(II_Result result) {
    result.r1 = WaitGuard.outcome(() -> queue.put(StressTokens.get(2)) ? 1 : 0, LOST);
  }

  @Actor
  public void takes(II_Result result) {
    Token token = queue.poll();
    result.r2 = token == null ? LOST : token.activity();
  }
}
