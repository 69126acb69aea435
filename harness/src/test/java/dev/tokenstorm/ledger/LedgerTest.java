package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.AuditResult.Attempt;
import dev.tokenstorm.ledger.LedgerReport.Finding;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path folder = Path.of("");

  private LedgerFixture books(String... flags) {
    return new LedgerFixture(folder, flags);
  }

  private static AuditResult history(ExecutionEnd end, Map<Token, TokenState> settled) {
    return new AuditResult(Optional.of(end), settled, List.of(), List.of());
  }

  private static void assertBalanced(LedgerFixture books) {
    assertThat(books.ledger.entries()).isEmpty();
    assertThat(books.ledger.pendingTokens()).isZero();
    assertThat(books.ledger.inFlight()).isZero();
    assertThat(books.ledger.report().imbalances()).isEmpty();
  }

  @Test
  void a_greeting_that_completes_leaves_nothing_behind() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.open(0);
    for (int activity = 0; activity < 4; activity++) {
      books.complete(0, activity, 1);
    }
    books.ledger.closed(entry, books.greeted(0));

    assertThat(books.closed).containsExactly(Map.entry(0L, false));
    assertThat(books.left).containsExactly(0L);
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(4);
    assertThat(books.workflows(ExecutionState.COMPLETED)).isEqualTo(1);
    assertThat(books.ledger.counts().wrongEnds()).isZero();
    assertBalanced(books);
  }

  @Test
  void a_token_that_comes_before_the_starts_answer_starts_its_workflow_once() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.ledger.starting(0, true, 0, 0);
    books.complete(0, 0, 1);
    assertThat(books.ledger.counts().started()).isEqualTo(1);

    books.ledger.closed(entry, books.greeted(0));
    books.ledger.started(entry);
    assertThat(books.ledger.counts().started()).isEqualTo(1);
    assertBalanced(books);
  }

  /** A server that is wrong, or hostile, must not cost memory for each attempt that it skips. */
  @Test
  void a_token_of_an_attempt_beyond_all_that_a_plan_has_is_turned_away_as_a_discrepancy() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);

    assertThat(books.takes(0, 0, Integer.MAX_VALUE)).isFalse();
    assertThat(books.ledger.counts().discrepancies()).isEqualTo(1);

    books.complete(0, 0, 1);
    books.ledger.closed(entry, books.greeted(0));
    assertBalanced(books);
    assertThat(books.ledger.report().findings())
        .containsExactly(
            new Finding(
                "discrepancy",
                books.plan.runId() + "-0",
                "the server told of attempt 2147483647 of activity 0.0, more than any plan has"));
  }

  @Test
  void a_refused_start_is_counted_as_refused_and_as_nothing_else() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.ledger.starting(0, true, 0, 0);
    books.ledger.rejected(entry, "It was refused.");
    books.ledger.rejected(entry, "It was refused.");
    books.ledger.started(entry);

    assertThat(books.ledger.counts().rejected()).isEqualTo(1);
    assertThat(books.ledger.counts().started()).isZero();
    assertThat(books.left).containsExactly(0L);
    assertThat(books.ledger.report().findings())
        .containsExactly(
            new Finding("rejected-start", books.plan.runId() + "-0", "It was refused."));
    assertBalanced(books);
  }

  @Test
  void a_start_whose_token_has_come_cannot_be_refused_any_more() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.ledger.starting(0, true, 0, 0);
    books.issue(0, 0, 1);
    books.ledger.rejected(entry, "Too late.");
    assertThat(books.ledger.counts().rejected()).isZero();
    assertThat(entry.state()).isEqualTo(ExecutionState.OPEN);
  }

  @Test
  void a_dropped_arrival_was_intended_and_balances() {
    LedgerFixture books = books();
    books.ledger.dropped();
    assertThat(books.ledger.counts().intended()).isEqualTo(1);
    assertThat(books.ledger.counts().dropped()).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void a_token_of_a_workflow_that_is_not_ours_is_foreign() {
    LedgerFixture books = books();
    books.open(0);
    assertThat(books.takes(-1, 0, 1)).isFalse();
    assertThat(books.takes(0, -1, 1)).isFalse();
    assertThat(books.takes(1, 0, 1)).isFalse();
    assertThat(books.ledger.counts().foreign()).isEqualTo(3);
    assertThat(books.ledger.counts().issued()).isZero();
  }

  @Test
  void a_retry_supersedes_the_token_before_it() {
    LedgerFixture books = books();
    books.open(0);
    Token first = books.issue(0, 0, 1);
    Token second = books.issue(0, 0, 2);

    assertThat(books.ledger.begin(first, 0)).isFalse();
    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
    assertThat(books.ledger.begin(second, 0)).isTrue();
  }

  @Test
  void a_failed_attempt_and_its_retry_are_two_tokens() {
    LedgerFixture books =
        books("outcomes", "fail=100", "max-attempts", "2", "branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    books.settle(books.issue(0, 0, 1), TokenState.FAILED);
    books.settle(books.issue(0, 0, 2), TokenState.FAILED);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.APPLICATION));

    assertThat(books.tokens(TokenState.FAILED)).isEqualTo(2);
    assertThat(books.workflows(ExecutionState.FAILED)).isEqualTo(1);
    assertThat(books.closed).containsEntry(0L, false);
    assertBalanced(books);
  }

  @Test
  void a_cancellation_is_reported_for_each_branch() {
    LedgerFixture books = books("outcomes", "cancel=100");
    ExecutionEntry entry = books.open(0);
    Token hello = books.issue(0, 0, 1);
    assertThat(books.ledger.claimCancellation(entry)).isFalse();
    Token hola = books.issue(0, 2, 1);
    assertThat(books.ledger.claimCancellation(entry)).isTrue();
    assertThat(books.ledger.claimCancellation(entry)).isFalse();

    books.settle(hello, TokenState.CANCELLED);
    books.settle(hola, TokenState.CANCELLED);
    books.ledger.closed(entry, ExecutionEnd.of(Status.CANCELLED));
    assertThat(books.tokens(TokenState.CANCELLED)).isEqualTo(2);
    assertThat(books.workflows(ExecutionState.CANCELLED)).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void attempts_that_never_came_are_unissued() {
    LedgerFixture books = books();
    books.open(0);
    books.issue(0, 0, 3);
    assertThat(books.ledger.counts().unissued()).isEqualTo(2);
    assertThat(books.ledger.counts().issued()).isEqualTo(1);
  }

  @Test
  void the_same_attempt_twice_is_a_discrepancy_and_one_token() {
    LedgerFixture books = books();
    books.open(0);
    books.issue(0, 0, 1);
    assertThat(books.takes(0, 0, 1)).isFalse();
    assertThat(books.ledger.counts().issued()).isEqualTo(1);
    assertThat(books.ledger.counts().discrepancies()).isEqualTo(1);
  }

  @Test
  void an_attempt_that_comes_after_its_own_retry_stays_unissued() {
    LedgerFixture books = books();
    books.open(0);
    books.issue(0, 0, 2);
    assertThat(books.takes(0, 0, 1)).isFalse();
    assertThat(books.ledger.counts().unissued()).isEqualTo(1);
    assertThat(books.ledger.counts().issued()).isEqualTo(1);
    assertThat(books.ledger.counts().discrepancies()).isZero();
  }

  @Test
  void a_token_that_comes_after_its_workflows_close_is_orphaned() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    books.complete(0, 0, 1);
    books.ledger.closed(entry, books.greeted(0));
    assertThat(books.takes(0, 0, 2)).isFalse();
    assertThat(books.tokens(TokenState.ORPHANED)).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void a_token_that_comes_between_the_close_and_its_audit_is_no_attempt_that_anyone_could_answer() {
    LedgerFixture books = books("branches", "1", "steps", "1", "max-attempts", "1");
    ExecutionEntry entry = books.open(0);
    // The attempt timed out in the worker's hands, before its token reached us.
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.TIMEOUT));
    assertThat(books.takes(0, 0, 1)).isFalse();
    assertThat(books.ledger.account(entry).activities().get(0).outcome())
        .isEqualTo(TokenState.ORPHANED);
    books.ledger.audited(
        entry,
        new AuditResult(
            Optional.of(ExecutionEnd.failed(Cause.TIMEOUT)),
            Map.of(),
            List.of(new Attempt(0, 1)),
            List.of()));

    assertThat(books.ledger.counts().issued()).isEqualTo(1);
    assertThat(books.ledger.counts().unissued()).isZero();
    assertThat(books.ledger.counts().wrongEnds()).isZero();
    assertBalanced(books);
  }

  @Test
  void a_close_waits_for_the_last_call_to_be_answered() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    Token token = books.issue(0, 0, 1);
    assertThat(books.ledger.begin(token, 0)).isTrue();
    books.ledger.closed(entry, books.greeted(0));
    assertThat(books.left).containsExactly(0L);
    assertThat(books.closed).isEmpty();

    books.ledger.answered(token, TokenState.COMPLETED);
    assertThat(books.closed).containsExactly(Map.entry(0L, false));
    assertBalanced(books);
  }

  @Test
  void only_the_first_news_of_a_close_counts() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    books.complete(0, 0, 1);
    books.ledger.closed(entry, books.greeted(0));
    books.ledger.closed(entry, ExecutionEnd.of(Status.TERMINATED));
    assertThat(books.workflows(ExecutionState.COMPLETED)).isEqualTo(1);
    assertThat(books.workflows(ExecutionState.TERMINATED)).isZero();
    assertThat(books.left).hasSize(1);
    assertBalanced(books);
  }

  @Test
  void a_lost_answer_is_settled_by_the_history() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    Token token = books.issue(0, 0, 1);
    books.ledger.begin(token, 0);
    books.ledger.doubted(token);
    assertThat(books.ledger.begin(token, 0)).isFalse();
    books.ledger.closed(entry, books.greeted(0));
    assertThat(books.closed).containsExactly(Map.entry(0L, true));
    assertThat(books.ledger.account(entry).activities().get(0).unsettled()).containsExactly(token);

    books.ledger.audited(entry, history(books.greeted(0), Map.of(token, TokenState.COMPLETED)));
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(books.ledger.counts().audited()).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void a_doubtful_token_is_superseded_by_its_retry() {
    LedgerFixture books = books();
    books.open(0);
    Token token = books.issue(0, 0, 1);
    books.ledger.begin(token, 0);
    books.ledger.doubted(token);
    books.issue(0, 0, 2);
    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
  }

  @Test
  void a_history_out_of_reach_leaves_tokens_unknown() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    books.issue(0, 0, 1);
    books.ledger.closed(entry, books.greeted(0));
    books.ledger.audited(entry, AuditResult.unreachable());
    assertThat(books.tokens(TokenState.UNKNOWN)).isEqualTo(1);
    assertThat(books.ledger.counts().audited()).isZero();
    assertBalanced(books);
  }

  @Test
  void what_the_audit_finds_is_counted_and_named() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    books.complete(0, 0, 2);
    books.ledger.closed(entry, books.greeted(0));
    books.ledger.audited(
        entry,
        new AuditResult(
            Optional.of(books.greeted(0)),
            Map.of(),
            List.of(new Attempt(0, 3)),
            List.of("It differs.")));
    assertThat(books.ledger.counts().unissued()).isEqualTo(2);
    assertThat(books.ledger.counts().discrepancies()).isEqualTo(1);
    assertThat(books.ledger.report().findings())
        .containsExactly(new Finding("discrepancy", books.plan.runId() + "-0", "It differs."));
  }

  @Test
  void a_heartbeat_changes_nothing() {
    LedgerFixture books = books();
    books.open(0);
    Token token = books.issue(0, 0, 1);
    assertThat(books.ledger.begin(token, 0)).isTrue();
    assertThat(books.ledger.released(token)).isTrue();
    assertThat(books.ledger.begin(token, 0)).isTrue();
    assertThat(books.ledger.pendingTokens()).isEqualTo(1);
  }

  @Test
  void a_heartbeat_during_which_a_retry_came_ends_the_old_token() {
    LedgerFixture books = books();
    books.open(0);
    Token token = books.issue(0, 0, 1);
    books.ledger.begin(token, 0);
    books.issue(0, 0, 2);
    assertThat(books.tokens(TokenState.SUPERSEDED)).isZero();
    assertThat(books.ledger.released(token)).isFalse();
    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
  }

  @Test
  void a_heartbeat_during_which_the_workflow_closed_hands_the_workflow_over() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    Token token = books.issue(0, 0, 1);
    books.ledger.begin(token, 0);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.TIMEOUT));
    assertThat(books.ledger.released(token)).isFalse();
    assertThat(books.closed).containsExactly(Map.entry(0L, true));
  }

  @Test
  void a_completion_by_id_is_credited_to_the_attempt_that_is_current() {
    LedgerFixture books = books("complete-by", "id");
    books.open(0);
    Token first = books.issue(0, 0, 1);
    books.ledger.begin(first, 0);
    Token second = books.issue(0, 0, 2);
    books.ledger.answered(first, TokenState.COMPLETED);

    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(books.ledger.begin(second, 0)).isFalse();
    assertThat(books.ledger.pendingTokens()).isZero();
  }

  @Test
  void an_attempt_that_was_completed_by_id_before_its_token_came_is_completed_once() {
    LedgerFixture books = books("complete-by", "id");
    books.open(0);
    books.complete(0, 0, 1);
    assertThat(books.takes(0, 0, 2)).isFalse();

    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
    assertThat(books.ledger.counts().issued()).isEqualTo(2);
    assertThat(books.ledger.pendingTokens()).isZero();
  }

  @Test
  void a_completion_by_token_is_credited_to_its_own_attempt() {
    LedgerFixture books = books();
    books.open(0);
    Token first = books.issue(0, 0, 1);
    books.ledger.begin(first, 0);
    Token second = books.issue(0, 0, 2);
    books.ledger.answered(first, TokenState.COMPLETED);
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(books.ledger.begin(second, 0)).isTrue();
  }

  @Test
  void two_calls_by_id_at_once_credit_one_completion() {
    LedgerFixture books = books("complete-by", "id");
    books.open(0);
    Token first = books.issue(0, 0, 1);
    books.ledger.begin(first, 0);
    Token second = books.issue(0, 0, 2);
    books.ledger.begin(second, 0);
    books.ledger.answered(first, TokenState.COMPLETED);
    assertThat(books.tokens(TokenState.COMPLETED)).isZero();
    // The second call finds the activity gone; the history says that it was completed.
    books.ledger.doubted(second);
    assertThat(books.ledger.pendingTokens()).isEqualTo(1);
  }

  @Test
  void a_wrong_end_is_counted_once_and_named() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(7);
    books.complete(7, 0, 1);
    books.ledger.closed(entry, ExecutionEnd.completed("Good night World 7"));
    assertThat(books.closed).containsExactly(Map.entry(7L, true));
    books.ledger.audited(entry, history(ExecutionEnd.completed("Good night World 7"), Map.of()));

    assertThat(books.ledger.counts().wrongEnds()).isEqualTo(1);
    Finding finding = books.ledger.report().findings().get(0);
    assertThat(finding.kind()).isEqualTo("wrong-end");
    assertThat(finding.id()).isEqualTo(books.plan.runId() + "-7");
    assertThat(finding.detail()).contains("Good night World 7").contains("Hello World 7");
    assertBalanced(books);
  }

  @Test
  void a_workflow_that_someone_else_terminated_is_a_wrong_end() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    books.issue(0, 0, 1);
    books.ledger.closed(entry, ExecutionEnd.of(Status.TERMINATED));
    assertThat(books.closed).containsEntry(0L, true);
    books.ledger.audited(entry, history(ExecutionEnd.of(Status.TERMINATED), Map.of()));
    assertThat(books.ledger.counts().wrongEnds()).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void a_workflow_that_we_terminate_orphans_its_tokens() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.open(0);
    books.issue(0, 0, 1);
    books.issue(0, 2, 1);
    books.ledger.terminating(entry);
    books.ledger.closed(entry, ExecutionEnd.of(Status.TERMINATED));
    assertThat(books.closed).containsExactly(Map.entry(0L, false));
    assertThat(books.tokens(TokenState.ORPHANED)).isEqualTo(2);
    assertThat(books.workflows(ExecutionState.TERMINATED)).isEqualTo(1);
    assertThat(books.ledger.counts().wrongEnds()).isZero();
    assertBalanced(books);
  }

  @Test
  void a_workflow_whose_last_attempt_never_came_may_fail_of_a_timeout() {
    LedgerFixture books = books("branches", "1", "steps", "1", "max-attempts", "1");
    ExecutionEntry entry = books.open(0);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.TIMEOUT));
    assertThat(books.closed).containsEntry(0L, true);
    books.ledger.audited(
        entry,
        new AuditResult(
            Optional.of(ExecutionEnd.failed(Cause.TIMEOUT)),
            Map.of(),
            List.of(new Attempt(0, 1)),
            List.of()));
    assertThat(books.ledger.counts().wrongEnds()).isZero();
    assertThat(books.ledger.counts().unissued()).isEqualTo(1);
    assertThat(books.ledger.counts().failedByUnissued()).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void a_workflow_that_had_to_fail_anyway_did_not_fail_of_what_never_came() {
    LedgerFixture books =
        books("branches", "1", "steps", "1", "max-attempts", "2", "outcomes", "fail=100");
    ExecutionEntry entry = books.open(0);
    // The first attempt never came, and the second fails as it was drawn.
    Token second = books.issue(0, 0, 2);
    books.settle(second, TokenState.FAILED);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.APPLICATION));
    assertThat(books.closed).containsEntry(0L, false);
    assertThat(books.ledger.counts().unissued()).isEqualTo(1);
    assertThat(books.ledger.counts().failedByUnissued()).isZero();
    assertBalanced(books);
  }

  @Test
  void a_workflow_that_lost_a_start_and_completed_has_not_failed() {
    LedgerFixture books = books("branches", "1", "steps", "1", "max-attempts", "2");
    ExecutionEntry entry = books.open(0);
    books.complete(0, 0, 2);
    books.ledger.closed(entry, books.greeted(0));
    assertThat(books.ledger.counts().unissued()).isEqualTo(1);
    assertThat(books.ledger.counts().failedByUnissued()).isZero();
  }

  @Test
  void a_workflow_whose_completions_were_drawn_too_late_failed_by_itself() {
    LedgerFixture books =
        books(
            "branches",
            "1",
            "steps",
            "1",
            "max-attempts",
            "1",
            "completion-delay",
            "exp:10m",
            "start-to-close-timeout",
            "1ms",
            "outcomes",
            "complete=100",
            "audit",
            "all");
    ExecutionEntry entry = books.open(0);
    Token token = books.issue(0, 0, 1);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.TIMEOUT));
    books.ledger.audited(
        entry,
        new AuditResult(
            Optional.of(ExecutionEnd.failed(Cause.TIMEOUT)),
            Map.of(token, TokenState.TIMED_OUT),
            List.of(),
            List.of()));
    assertThat(books.ledger.counts().wrongEnds()).isZero();
    assertThat(books.ledger.counts().failedByUnissued()).isZero();
  }

  @Test
  void one_that_is_audited_though_it_needs_no_explanation_is_counted_once() {
    LedgerFixture books = books("branches", "1", "steps", "1", "max-attempts", "1");
    ExecutionEntry entry = books.open(0);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.TIMEOUT));
    AuditResult lost =
        new AuditResult(
            Optional.of(ExecutionEnd.failed(Cause.TIMEOUT)),
            Map.of(),
            List.of(new Attempt(0, 1)),
            List.of());
    books.ledger.audited(entry, lost);
    books.ledger.audited(entry, lost);
    assertThat(books.ledger.counts().failedByUnissued()).isEqualTo(1);
  }

  @Test
  void giving_up_settles_all_and_late_answers_change_nothing() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.open(0);
    Token held = books.issue(0, 0, 1);
    Token calling = books.issue(0, 2, 1);
    books.ledger.begin(calling, 0);
    books.ledger.starting(1, true, 0, 0);
    books.ledger.giveUp(ExecutionState.OPEN_AT_END, TokenState.PENDING);

    assertThat(books.workflows(ExecutionState.OPEN_AT_END)).isEqualTo(2);
    assertThat(books.tokens(TokenState.PENDING)).isEqualTo(2);
    books.ledger.answered(calling, TokenState.COMPLETED);
    assertThat(books.ledger.begin(held, 0)).isFalse();
    books.ledger.closed(entry, books.greeted(0));
    assertThat(books.tokens(TokenState.COMPLETED)).isZero();
    assertBalanced(books);
  }

  @Test
  void a_wrong_end_that_was_given_up_on_is_not_judged_again_by_a_late_answer() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    Token token = books.issue(0, 0, 1);
    books.ledger.begin(token, 0);
    books.ledger.closed(entry, ExecutionEnd.of(Status.TIMED_OUT));
    books.ledger.giveUp(ExecutionState.UNKNOWN, TokenState.UNKNOWN);
    assertThat(books.ledger.counts().wrongEnds()).isEqualTo(1);
    books.ledger.answered(token, TokenState.COMPLETED);
    assertThat(books.closed).isEmpty();
    assertBalanced(books);
  }

  @Test
  void giving_up_open_workflows_leaves_closed_ones_to_the_report() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    books.open(0);
    books.issue(0, 0, 1);
    ExecutionEntry closed = books.open(1);
    books.ledger.begin(books.issue(1, 0, 1), 0);
    books.ledger.closed(closed, books.greeted(1));
    books.ledger.giveUpOpen();

    assertThat(books.workflows(ExecutionState.UNKNOWN)).isEqualTo(1);
    assertThat(books.tokens(TokenState.UNKNOWN)).isEqualTo(1);
    LedgerReport report = books.ledger.report();
    assertThat(report.balanced()).isFalse();
    assertThat(report.imbalances())
        .containsExactly("2 tokens were issued, but 1 reached a final state.");
    assertThat(report.findings())
        .extracting(Finding::kind, Finding::id)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "unsettled-token", books.plan.runId() + "-1/0.0#1"));
  }

  @Test
  void a_workflow_that_was_lost_is_an_imbalance_and_named() {
    LedgerFixture books = books();
    books.open(3);
    LedgerReport report = books.ledger.report();
    assertThat(report.imbalances())
        .containsExactly("1 executions were started, but 0 reached a final state.");
    assertThat(report.findings().get(0).id()).isEqualTo(books.plan.runId() + "-3");
  }

  private static void call(LedgerFixture books, Token token, long nanos) {
    token.answeringSince(nanos);
    assertThat(books.ledger.begin(token, nanos)).isTrue();
  }

  @Test
  void latencies_are_told_of_the_latest_token() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.open(0);
    call(books, books.issue(0, 1, 1), 17);
    call(books, books.issue(0, 1, 2), 23);
    call(books, books.issue(0, 2, 1), 29);
    assertThat(books.ledger.resumed(entry, 1)).isEqualTo(new Ledger.ActivityTimes(0, 23, true));
    assertThat(books.ledger.resumed(entry, 2)).isEqualTo(new Ledger.ActivityTimes(0, 29, true));
  }

  @Test
  void latencies_are_not_told_again_when_a_result_reaches_its_workflow_once_more() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.open(0);
    call(books, books.issue(0, 1, 1), 17);
    call(books, books.issue(0, 2, 1), 29);
    assertThat(books.ledger.resumed(entry, 1).called()).isTrue();
    assertThat(books.ledger.resumed(entry, 1).called()).isFalse();
    assertThat(books.ledger.resumed(entry, 2).called()).isTrue();
    // Nor when it has more of an account meanwhile.
    books.takes(0, 1, 2);
    assertThat(books.ledger.resumed(entry, 1).called()).isFalse();
  }

  @Test
  void that_holds_for_each_of_many_activities() {
    LedgerFixture books = new LedgerFixture(folder, "branches", "100", "steps", "1");
    ExecutionEntry entry = books.open(0);
    for (int activity = 0; activity < 100; activity++) {
      call(books, books.issue(0, activity, 1), 17);
      assertThat(books.ledger.resumed(entry, activity).called()).isTrue();
      assertThat(books.ledger.resumed(entry, activity).called()).isFalse();
    }
  }

  @Test
  void no_latencies_are_told_of_an_activity_that_another_completed() {
    LedgerFixture books = books();
    ExecutionEntry entry = books.open(0);
    Token token = books.issue(0, 1, 1);
    assertThat(books.ledger.resumed(entry, 0).called()).isFalse();
    assertThat(books.ledger.resumed(entry, 1).called()).isFalse();
    // A call that comes too late does not count from then on.
    call(books, token, 17);
    assertThat(books.ledger.resumed(entry, 1).called()).isFalse();
  }
}
