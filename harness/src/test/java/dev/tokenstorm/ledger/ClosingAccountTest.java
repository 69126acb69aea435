package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions of one activity, which close with its last answer. */
class ClosingAccountTest {
  @TempDir Path folder = Path.of("");

  private final List<Long> doubted = new ArrayList<>();
  private LedgerFixture books;
  private ClosingAccount account;

  @BeforeEach
  void open() {
    books =
        new LedgerFixture(folder, "workload", "standalone", "target", "null", "max-attempts", "2");
    account =
        new ClosingAccount(
            books.ledger, books.workload.expectation(), entry -> doubted.add(entry.number()));
    books.open(0);
  }

  private Token called(int attempt) {
    Token token = books.issue(0, 0, attempt);
    assertThat(account.begin(token, 0)).isTrue();
    return token;
  }

  @Test
  void anAcknowledgedCompletionClosesItsExecution() {
    account.answered(called(1), TokenState.COMPLETED);
    assertThat(books.workflows(ExecutionState.COMPLETED)).isEqualTo(1);
    assertThat(books.closed).containsEntry(0L, false);
    assertThat(doubted).isEmpty();
  }

  @Test
  void onlyTheLastFailureClosesIt() {
    account.answered(called(1), TokenState.FAILED);
    assertThat(books.left).isEmpty();
    account.answered(called(2), TokenState.FAILED);
    assertThat(books.workflows(ExecutionState.FAILED)).isEqualTo(1);
    assertThat(doubted).isEmpty();
  }

  private void reset(Token token, CommandAnswer answer, boolean underWay) {
    assertThat(books.ledger.commanding(token, OperatorCommand.RESET)).isTrue();
    books.ledger.commanded(token, OperatorCommand.RESET, answer, underWay);
  }

  @Test
  void afterAResetTheLastFailureIsFollowedByTheFirstAttempt() {
    account.answered(called(1), TokenState.FAILED);
    Token second = called(2);
    reset(second, CommandAnswer.TAKEN, true);
    assertThat(books.ledger.commanding(second, OperatorCommand.RESET)).isFalse();
    account.answered(second, TokenState.FAILED);
    assertThat(books.left).isEmpty();

    account.answered(called(1), TokenState.FAILED);
    account.answered(called(2), TokenState.FAILED);
    assertThat(books.workflows(ExecutionState.FAILED)).isEqualTo(1);
    assertThat(books.ledger.counts().unissued()).isZero();
    assertThat(books.ledger.report().findings()).isEmpty();
    assertThat(doubted).isEmpty();
  }

  @Test
  void theFirstAttemptsTokenMayComeBeforeTheFailuresAnswer() {
    account.answered(called(1), TokenState.FAILED);
    Token second = called(2);
    reset(second, CommandAnswer.TAKEN, true);
    Token again = called(1);
    account.answered(second, TokenState.FAILED);
    assertThat(books.left).isEmpty();
    account.answered(again, TokenState.COMPLETED);
    assertThat(books.workflows(ExecutionState.COMPLETED)).isEqualTo(1);
    assertThat(books.ledger.counts().issued()).isEqualTo(3);
  }

  @Test
  void whatAResetDidIsAskedWhereItIsInDoubt() {
    account.answered(called(1), TokenState.FAILED);
    Token second = called(2);
    reset(second, CommandAnswer.FAILED, true);
    account.answered(second, TokenState.FAILED);
    assertThat(doubted).containsExactly(0L);
    assertThat(books.left).isEmpty();
  }

  @Test
  void aResetThatCameTooLateChangesNothing() {
    account.answered(called(1), TokenState.FAILED);
    Token second = called(2);
    reset(second, CommandAnswer.LATE, true);
    account.answered(second, TokenState.FAILED);
    assertThat(books.workflows(ExecutionState.FAILED)).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasRefusedOrLostMayHaveClosedIt() {
    account.doubted(called(1));
    assertThat(doubted).containsExactly(0L);
    assertThat(books.left).isEmpty();
  }

  @Test
  void whatIsClosedIsNotAskedAfter() {
    Token token = called(1);
    books.ledger.closed(token.execution(), ExecutionEnd.of(Status.TIMED_OUT));
    account.doubted(token);
    assertThat(doubted).isEmpty();
    assertThat(books.closed).containsEntry(0L, true);
  }
}
