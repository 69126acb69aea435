package dev.tokenstorm.completion;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Once a set is closed, nobody waits in it. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The thread was let go.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread was not let go.")
@State
public class WaitSetCloseStress {
  private static final int LOST = -1;

  private final WaitSet waiting = new WaitSet(() -> false);

  @Actor
  public void closes() {
    waiting.close();
  }

  @Actor
  public void waits(I_Result result) {
    result.r1 = WaitGuard.outcome(() -> waiting.await(() -> null) == null ? 0 : 1, LOST);
  }
}
