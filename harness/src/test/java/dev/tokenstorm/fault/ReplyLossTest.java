package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.text.Notation.Misfit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplyLossTest {
  private static final String COMPLETED = "RespondActivityTaskCompleted";
  private static final String START = "StartWorkflowExecution";
  private static final int MANY = 20_000;

  private static ReplyLoss loss(String text, long seed) throws Misfit {
    PlannedFault fault = FaultPlanTest.of("1s: " + text).faults().get(0);
    return new ReplyLoss(fault, (FaultKind.LoseReplies) fault.kind(), seed);
  }

  /** The numbers of the replies that are lost, of so many. */
  private static List<Integer> lost(ReplyLoss loss, String method, int count) {
    List<Integer> lost = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      if (loss.strikes(method)) {
        lost.add(n);
      }
    }
    return lost;
  }

  /** Within four standard deviations of a draw of 20,000: 200 and 14. */
  @Test
  void theShareIsLostAsFarAsChanceAllows() throws Misfit {
    ReplyLoss loss = loss("lose-replies 1% for 5s", 7);
    int count = lost(loss, COMPLETED, MANY).size();

    assertThat(count).isBetween(200 - 57, 200 + 57);
    assertThat(loss.end())
        .isEqualTo(
            new FaultWitness(true, count + " replies lost (" + COMPLETED + " " + count + ")"));
  }

  /** What comes of other methods in between changes nothing. */
  @Test
  void theSeedDrawsTheSameRepliesOfAMethodWhateverElseComes() throws Misfit {
    List<Integer> first = lost(loss("lose-replies 10% for 5s", 7), COMPLETED, 1_000);
    ReplyLoss mixed = loss("lose-replies 10% for 5s", 7);
    List<Integer> again = new ArrayList<>();
    for (int n = 0; n < 1_000; n++) {
      var unused = mixed.strikes(START);
      if (mixed.strikes(COMPLETED)) {
        again.add(n);
      }
    }

    assertThat(again).isEqualTo(first);
    assertThat(lost(loss("lose-replies 10% for 5s", 8), COMPLETED, 1_000)).isNotEqualTo(first);
    assertThat(lost(loss("lose-replies 10% for 5s", 7), START, 1_000)).isNotEqualTo(first);
  }

  @Test
  void theMethodThatLostMostIsToldFirst() throws Misfit {
    ReplyLoss loss = loss("lose-replies 100% for 5s", 7);
    assertThat(lost(loss, START, 2)).hasSize(2);
    assertThat(lost(loss, COMPLETED, 1_500)).hasSize(1_500);

    assertThat(loss.end().words())
        .isEqualTo("1,502 replies lost (" + COMPLETED + " 1,500, " + START + " 2)");
  }

  @Test
  void aNamedMethodAloneLosesReplies() throws Misfit {
    ReplyLoss loss = loss("lose-replies 100% of " + START + " for 5s", 7);
    assertThat(loss.strikes(COMPLETED)).isFalse();
    assertThat(loss.strikes(START)).isTrue();

    assertThat(loss.end().words()).isEqualTo("1 reply lost (" + START + " 1)");
  }

  @Test
  void oneThatDrewNoneSaysOfHowMany() throws Misfit {
    ReplyLoss loss = loss("lose-replies 0.0001% for 5s", 7);
    assertThat(lost(loss, START, 57)).isEmpty();

    assertThat(loss.end()).isEqualTo(new FaultWitness(false, "none of 57 replies was lost"));
  }

  @Test
  void oneThatIsOverLosesNoneAndCountsNone() throws Misfit {
    ReplyLoss loss = loss("lose-replies 100% for 5s", 7);
    assertThat(loss.strikes(START)).isTrue();
    FaultWitness witness = loss.end();

    assertThat(loss.strikes(START)).isFalse();
    assertThat(loss.end()).isEqualTo(witness);
  }
}
