package dev.tokenstorm.completion;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads meet, one calls and one answers: exactly one goes on, and sees the answer. */
@JCStressTest
@Outcome(
    id = "7, 0",
    expect = Expect.ACCEPTABLE,
    desc = "The answer came first, and the caller goes on.")
@Outcome(
    id = "0, 7",
    expect = Expect.ACCEPTABLE,
    desc = "The caller was done first, and the answer goes on.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody goes on, or both do, or without the answer.")
@State
public class CallTurnStress {
  private final CallTurn turn = new CallTurn();
  private int answer = -1;

  @Actor
  public void calls(II_Result result) {
    if (!turn.leaveToAnswer()) {
      result.r1 = answer;
    }
  }

  @Actor
  public void answers(II_Result result) {
    answer = 7;
    if (!turn.leaveToCaller()) {
      result.r2 = answer;
    }
  }
}
