package dev.tokenstorm.completion;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What was brought before a wake-up reaches the thread that waits, or is about to. */
@JCStressTest
@Outcome(
    id = "1",
    expect = Expect.ACCEPTABLE,
    desc = "The thread was woken, or did not have to wait.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The wake-up was lost.")
@State
public class WaitSetStress {
  private static final int LOST = -1;

  private final AtomicInteger brought = new AtomicInteger();
  private final WaitSet waiting = new WaitSet(() -> brought.get() > 0);

  @Actor
  public void brings() {
    brought.set(1);
    waiting.wake();
  }

  @Actor
  public void waits(I_Result result) {
    result.r1 = WaitGuard.outcome(this::await, LOST);
  }

  private int await() throws InterruptedException {
    Integer found = waiting.<Integer>await(() -> brought.compareAndSet(1, 0) ? 1 : null);
    return found == null ? 0 : found;
  }
}
