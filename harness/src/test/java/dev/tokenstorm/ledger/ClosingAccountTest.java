package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
