package dev.tokenstorm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.greeting.Histories;
import dev.tokenstorm.ledger.AuditResult;
import dev.tokenstorm.ledger.ExecutionAccount;
import dev.tokenstorm.ledger.ExecutionAccount.ActivityAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.MessageMutator;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Workload;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server may tell any history of a workflow: the audit compares it, whatever comes of that. */
@Timeout(600)
final class ServerHistoryFuzzTest {
  private static final long NUMBER = 7;

  private final RunPlan plan = TestPlans.plan("workflows", "1", "target", "null");
  private final Workload workload = Workloads.of(plan);
  private final Greetings greetings = new Greetings(plan.greeting());
  private final ExecutionEnd end = ExecutionEnd.completed(greetings.workflowResult(NUMBER));

  private List<HistoryEvent> events() {
    return new Histories(greetings)
        .scheduled(greetings.greeting(0))
        .started(1)
        .completed(greetings.activityResult(NUMBER, 0))
        .scheduled(greetings.greeting(1))
        .started(2)
        .failed()
        .scheduled(greetings.greeting(2))
        .started(1)
        .timedOut()
        .scheduled(greetings.greeting(3))
        .cancelled()
        .ended(end)
        .lasting(Duration.ofSeconds(1))
        .events();
  }

  private static ActivityAccount account(int activity, int issued, TokenState outcome) {
    return new ActivityAccount(activity, issued, 0, issued, issued, false, outcome, List.of());
  }

  private void compare(List<HistoryEvent> events) {
    Evidence evidence = Histories.read(greetings, events);
    assertThat(evidence.nanos()).isNotNegative();
    AuditResult result =
        HistoryAudit.compare(
            workload,
            false,
            new ExecutionAccount(
                NUMBER,
                Optional.of(end),
                List.of(
                    account(0, 1, TokenState.COMPLETED),
                    account(1, 2, TokenState.FAILED),
                    account(2, 1, TokenState.TIMED_OUT),
                    account(3, 1, TokenState.CANCELLED))),
            evidence);
    assertThat(result.missed()).hasSizeLessThan(4 * GreetingPlan.MOST_ATTEMPTS);
  }

  @Test
  void everyHistoryIsCompared() throws InterruptedException {
    List<HistoryEvent> events = events();

    int read =
        Fuzz.<History>of(
                "histories of audits",
                mutator ->
                    History.newBuilder()
                        .addAllEvents(new MessageMutator(mutator).changed(events))
                        .build(),
                History::getSerializedSize,
                thrown -> false,
                32)
            .run(8_000, history -> compare(history.getEventsList()));

    assertThat(read).isPositive();
  }
}
