package dev.tokenstorm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.greeting.Histories;
import dev.tokenstorm.ledger.AuditResult;
import dev.tokenstorm.ledger.AuditResult.Attempt;
import dev.tokenstorm.ledger.ExecutionAccount;
import dev.tokenstorm.ledger.ExecutionAccount.ActivityAccount;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryAuditTest {
  private static final ExecutionEnd TIMEOUT = ExecutionEnd.failed(Cause.TIMEOUT);
  private static final ExecutionEnd TERMINATED = ExecutionEnd.of(Status.TERMINATED);

  @TempDir Path folder = Path.of("");

  private final RunPlan plan = TestPlans.plan("branches", "1", "steps", "1");
  private final Workload workload = Workloads.of(plan);
  private final Greetings greetings = new Greetings(plan.greeting());
  private final ExecutionEnd greeted = ExecutionEnd.completed("Hello World 0");
  private Histories history = new Histories(greetings);

  @BeforeEach
  void begin() {
    history = new Histories(greetings);
  }

  private AuditResult audit(boolean byId, ExecutionEnd end, ActivityAccount... accounts) {
    return HistoryAudit.compare(
        workload,
        byId,
        new ExecutionAccount(0, Optional.of(end), List.of(accounts)),
        history.read());
  }

  private AuditResult audit(ExecutionEnd end, ActivityAccount... accounts) {
    return audit(false, end, accounts);
  }

  private static ActivityAccount account(int issued, int unissued, TokenState outcome) {
    int last = issued + unissued;
    return new ActivityAccount(0, issued, unissued, last, last, false, outcome, List.of());
  }

  private Token token(int attempt) {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    return new Token(entry, 0, attempt, ByteString.EMPTY, "id", 0);
  }

  private static ActivityAccount doubtful(int issued, Token... tokens) {
    return new ActivityAccount(
        0, issued, 0, issued, issued, false, TokenState.DOUBTFUL, List.of(tokens));
  }

  @Test
  void a_history_that_says_what_the_ledger_says_has_nothing_to_add() {
    history.scheduled("Hello").started(1).completed("Hello World 0").ended(greeted);
    AuditResult result = audit(greeted, account(1, 0, TokenState.COMPLETED));
    assertThat(result.end()).contains(greeted);
    assertThat(result.discrepancies()).isEmpty();
    assertThat(result.missed()).isEmpty();
    assertThat(result.settled()).isEmpty();
  }

  @Test
  void each_closing_event_settles_a_doubtful_token_as_it_says() {
    Token token = token(1);
    history.scheduled("Hello").started(1).completed("Hello World 0").ended(greeted);
    assertThat(audit(greeted, doubtful(1, token)).settled())
        .containsEntry(token, TokenState.COMPLETED);

    begin();
    history.scheduled("Hello").started(1).failed().ended(TIMEOUT);
    assertThat(audit(TIMEOUT, doubtful(1, token)).settled())
        .containsEntry(token, TokenState.FAILED);

    begin();
    history.scheduled("Hello").started(1).timedOut().ended(TIMEOUT);
    assertThat(audit(TIMEOUT, doubtful(1, token)).settled())
        .containsEntry(token, TokenState.TIMED_OUT);

    begin();
    ExecutionEnd cancelled = ExecutionEnd.of(Status.CANCELLED);
    history.scheduled("Hello").started(1).cancelled().ended(cancelled);
    assertThat(audit(cancelled, doubtful(1, token)).settled())
        .containsEntry(token, TokenState.CANCELLED);

    begin();
    history.scheduled("Hello").ended(TERMINATED);
    assertThat(audit(TERMINATED, doubtful(1, token)).settled())
        .containsEntry(token, TokenState.ORPHANED);
  }

  /** The server counts the third attempt as the first since a reset. */
  @Test
  void a_token_that_a_reset_renumbered_is_still_the_latest() {
    Token third = token(3);
    ActivityAccount renumbered =
        new ActivityAccount(0, 1, 0, 1, 3, false, TokenState.DOUBTFUL, List.of(third));
    history.scheduled("Hello").started(1).completed("Hello World 0").ended(greeted);
    AuditResult completed = audit(true, greeted, renumbered);
    assertThat(completed.settled()).containsEntry(third, TokenState.COMPLETED);
    assertThat(completed.discrepancies()).isEmpty();

    begin();
    history.scheduled("Hello").ended(TERMINATED);
    assertThat(audit(TERMINATED, renumbered).settled()).containsEntry(third, TokenState.ORPHANED);

    begin();
    history.scheduled("Hello").started(2).timedOut().ended(TIMEOUT);
    AuditResult timedOut = audit(TIMEOUT, renumbered);
    assertThat(timedOut.settled()).containsEntry(third, TokenState.SUPERSEDED);
    assertThat(timedOut.missed()).containsExactly(new Attempt(0, 2));
  }

  @Test
  void an_earlier_doubtful_token_was_superseded_by_the_attempt_that_the_history_names() {
    Token first = token(1);
    Token second = token(2);
    history.scheduled("Hello").started(2).completed("Hello World 0").ended(greeted);
    AuditResult result = audit(greeted, doubtful(2, first, second));
    assertThat(result.settled())
        .containsEntry(first, TokenState.SUPERSEDED)
        .containsEntry(second, TokenState.COMPLETED);
    assertThat(result.discrepancies()).isEmpty();
  }

  @Test
  void a_token_whose_retry_never_came_was_superseded_and_the_retry_is_missed() {
    Token first = token(1);
    history.scheduled("Hello").started(3).timedOut().ended(TIMEOUT);
    AuditResult result = audit(TIMEOUT, doubtful(1, first));
    assertThat(result.settled()).containsEntry(first, TokenState.SUPERSEDED);
    assertThat(result.missed()).containsExactly(new Attempt(0, 2), new Attempt(0, 3));
  }

  @Test
  void by_id_a_token_may_have_completed_an_attempt_that_never_came() {
    Token first = token(1);
    history.scheduled("Hello").started(2).completed("Hello World 0").ended(greeted);
    assertThat(audit(true, greeted, doubtful(1, first)).settled())
        .containsEntry(first, TokenState.COMPLETED);
    assertThat(audit(true, greeted, account(1, 0, TokenState.COMPLETED)).discrepancies()).isEmpty();
    assertThat(audit(false, greeted, account(1, 0, TokenState.COMPLETED)).discrepancies())
        .containsExactly(
            "Activity 0.0 is completed in the ledger, but its history closes it as COMPLETED at"
                + " attempt 2.");
  }

  @Test
  void an_activity_none_of_whose_tokens_came_is_missed_and_no_discrepancy() {
    history.scheduled("Hello").started(2).timedOut().ended(TIMEOUT);
    AuditResult result = audit(TIMEOUT);
    assertThat(result.missed()).containsExactly(new Attempt(0, 1), new Attempt(0, 2));
    assertThat(result.discrepancies()).isEmpty();
  }

  @Test
  void another_result_is_a_discrepancy() {
    history.scheduled("Hello").started(1).completed("ignored").ended(greeted);
    assertThat(audit(greeted, account(1, 0, TokenState.COMPLETED)).discrepancies())
        .containsExactly("Activity 0.0 was completed with another result.");
  }

  @Test
  void an_activity_that_was_closed_twice_is_a_discrepancy() {
    history
        .scheduled("Hello")
        .started(1)
        .completed("Hello World 0")
        .completed("Hello World 0")
        .ended(greeted);
    assertThat(audit(greeted, account(1, 0, TokenState.COMPLETED)).discrepancies())
        .containsExactly("Activity 0.0 was closed 2 times.");
  }

  @Test
  void an_activity_that_the_workload_does_not_have_is_a_discrepancy() {
    history.scheduled("Good night").started(1).completed("Good night").ended(greeted);
    assertThat(audit(greeted).discrepancies())
        .containsExactly("Its history has an activity that the workload does not.");
  }

  @Test
  void an_activity_that_is_missing_from_the_history_is_a_discrepancy() {
    history.ended(greeted);
    assertThat(audit(greeted, account(1, 0, TokenState.COMPLETED)).discrepancies())
        .containsExactly("Activity 0.0 issued a token, but its history does not have it.");
  }

  @Test
  void more_attempts_than_the_history_knows_are_a_discrepancy() {
    history.scheduled("Hello").started(1).completed("Hello World 0").ended(greeted);
    assertThat(audit(greeted, account(1, 1, TokenState.COMPLETED)).discrepancies()).hasSize(1);
  }

  @Test
  void an_outcome_that_the_history_contradicts_is_a_discrepancy() {
    for (TokenState wrong :
        List.of(
            TokenState.FAILED, TokenState.CANCELLED, TokenState.TIMED_OUT, TokenState.ORPHANED)) {
      begin();
      history.scheduled("Hello").started(1).completed("Hello World 0").ended(greeted);
      assertThat(audit(greeted, account(1, 0, wrong)).discrepancies()).as("%s", wrong).hasSize(1);
    }
    begin();
    history.scheduled("Hello").started(1).timedOut().ended(TIMEOUT);
    assertThat(audit(TIMEOUT, account(1, 0, TokenState.COMPLETED)).discrepancies()).hasSize(1);
  }

  @Test
  void another_end_or_none_is_a_discrepancy() {
    history.scheduled("Hello").started(1).completed("Hello World 0");
    assertThat(audit(greeted, account(1, 0, TokenState.COMPLETED)).discrepancies())
        .containsExactly("The ledger saw it close, but its history is open.");
    history.ended(TERMINATED);
    assertThat(audit(greeted, account(1, 0, TokenState.COMPLETED)).discrepancies())
        .containsExactly(
            "The ledger saw that it completed with \"Hello World 0\", but its history says that it"
                + " terminated.");
  }

  @Test
  void a_failed_attempt_whose_workflow_was_terminated_before_its_retry_is_no_discrepancy() {
    history.scheduled("Hello").ended(TERMINATED);
    assertThat(audit(TERMINATED, account(1, 0, TokenState.FAILED)).discrepancies()).isEmpty();
  }

  @Test
  void a_failed_attempt_that_nothing_closed_is_a_discrepancy_when_the_workflow_closed_itself() {
    history.scheduled("Hello").ended(TIMEOUT);
    assertThat(audit(TIMEOUT, account(1, 0, TokenState.FAILED)).discrepancies()).hasSize(1);
  }

  @Test
  void an_orphan_whose_attempt_timed_out_before_its_token_came_is_no_discrepancy() {
    history.scheduled("Hello").started(1).timedOut().ended(TIMEOUT);
    assertThat(audit(TIMEOUT, account(1, 0, TokenState.ORPHANED)).discrepancies()).isEmpty();
  }

  /** A server that is wrong, or hostile, must not cost memory for each attempt that it tells of. */
  @Test
  void an_attempt_beyond_all_that_a_plan_has_is_a_discrepancy() {
    history.scheduled("Hello").started(Integer.MAX_VALUE).completed("Hello World 0").ended(greeted);
    AuditResult result = audit(greeted, account(1, 0, TokenState.COMPLETED));
    assertThat(result.discrepancies())
        .contains(
            "Activity 0.0 ends in its history with attempt 2147483647, more than any plan has.");
    assertThat(result.missed()).hasSize(GreetingPlan.MOST_ATTEMPTS - 1);
  }
}
