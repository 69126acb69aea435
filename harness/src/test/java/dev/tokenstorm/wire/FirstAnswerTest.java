package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.FirstAnswer;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.UsageException;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The size that a plan foretells, beside what the wire worker sends. */
final class FirstAnswerTest {
  /** Timeouts, the retry policy, an empty header and longer greetings, of each command. */
  private static final int UNCOUNTED_BYTES = 64;

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 100", "2, 1900000", "64, 60000", "100, 127", "128, 128", "1000, 3000"})
  void itIsALittleLessThanWhatIsSent(int branches, int payloadBytes) {
    RunPlan plan = plan(branches, payloadBytes);
    long foretold = FirstAnswer.bytes(plan.greeting(), plan.target().taskQueue());
    assertThat(sent(plan)).isBetween(foretold, foretold + (long) branches * UNCOUNTED_BYTES);
  }

  @Test
  void thePlanIsRefusedFromTheByteOnThatTakesItBeyondTheLimit() {
    int largest = largestPayload(64);
    assertThat(bytes(64, largest)).isLessThanOrEqualTo(FirstAnswer.LIMIT_BYTES);
    assertThatThrownBy(() -> plan(64, largest + 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("come to 4,194,3")
        .hasMessageContaining("lower one of them");
  }

  @Test
  void whatTheRefusalProposesIsNotRefusedAndFits() {
    String flags = "branches 64 steps 1 payload-bytes 70000 task-queue queue";
    assertThatThrownBy(() -> TestPlans.plan(flags.split(" ")))
        .hasMessageContaining("--branches 59 or --payload-bytes 64770");
    assertThat(sent(plan(59, 70_000))).isLessThan(FirstAnswer.LIMIT_BYTES);
    assertThat(sent(plan(64, 64_770))).isLessThan(FirstAnswer.LIMIT_BYTES);
  }

  private static RunPlan plan(int branches, int payloadBytes) {
    return TestPlans.plan(
        "branches",
        String.valueOf(branches),
        "steps",
        "1",
        "payload-bytes",
        String.valueOf(payloadBytes),
        "task-queue",
        "queue");
  }

  private static long bytes(int branches, int payloadBytes) {
    RunPlan plan = plan(branches, payloadBytes);
    return FirstAnswer.bytes(plan.greeting(), plan.target().taskQueue());
  }

  /** Halves the distance between one that is taken and one that is not. */
  private static int largestPayload(int branches) {
    int taken = 0;
    int refused = 2_000_000;
    while (refused - taken > 1) {
      int middle = (taken + refused) / 2;
      try {
        plan(branches, middle);
        taken = middle;
      } catch (UsageException tooLarge) {
        refused = middle;
      }
    }
    return taken;
  }

  /** Bytes of the commands that the worker answers a workflow's first task with. */
  private static long sent(RunPlan plan) {
    Greetings greetings = new Greetings(plan.greeting());
    GreetingCommands commands =
        new GreetingCommands(plan.greeting(), greetings, plan.target().taskQueue());
    GreetingState state = new GreetingState(commands, greetings);
    new ScriptedRun(greetings.name(1)).delta().forEach(event -> state.apply(event, activity -> {}));
    return RespondWorkflowTaskCompletedRequest.newBuilder()
        .addAllCommands(state.decide().commands())
        .build()
        .getSerializedSize();
  }
}
