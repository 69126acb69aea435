package dev.tokenstorm.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions that an earlier life of the run started. */
final class AdoptedExecutionTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private LedgerFixture books(String... flags) {
    return new LedgerFixture(folder, flags);
  }

  private static Token found(LedgerFixture books, ExecutionEntry entry, int activity, int attempt) {
    return requireNonNull(
        books.ledger.found(entry, activity, attempt, "id-" + activity, 0), "a token to complete");
  }

  private static void assertBalanced(LedgerFixture books) {
    assertThat(books.ledger.entries()).isEmpty();
    assertThat(books.ledger.pendingTokens()).isZero();
    assertThat(books.ledger.inFlight()).isZero();
    assertThat(books.ledger.report().imbalances()).isEmpty();
  }

  @Test
  void whatTheFirstLifeDidIsCountedAndWhatItLeftIsCompletedById() {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ExecutionEntry entry = books.ledger.adopt(7, true, 0);
    books.ledger.past(entry, 0, 1, TokenState.COMPLETED);
    Token token = found(books, entry, 1, 1);
    assertThat(token.bytesUnknown()).isTrue();
    assertThat(token.activityId()).isEqualTo("id-1");
    books.settle(token, TokenState.COMPLETED);
    books.ledger.closed(entry, books.greeted(7));

    assertThat(books.closed).containsExactly(Map.entry(7L, false));
    LedgerCounts counts = books.ledger.counts();
    assertThat(counts.intended()).isEqualTo(1);
    assertThat(counts.started()).isEqualTo(1);
    assertThat(counts.issued()).isEqualTo(2);
    assertThat(counts.unissued()).isZero();
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(2);
    assertBalanced(books);
  }

  @Test
  void aRetriesTokenSupersedesTheOneThatWasFound() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.ledger.adopt(0, true, 0);
    Token lost = found(books, entry, 0, 1);
    books.complete(0, 0, 2);
    books.ledger.closed(entry, books.greeted(0));

    assertThat(books.ledger.begin(lost, 0)).isFalse();
    assertThat(books.ledger.state(lost)).isEqualTo(TokenState.SUPERSEDED);
    assertThat(books.ledger.counts().unissued()).isZero();
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void aCompletionByIdCountsForTheAttemptThatCameMeanwhile() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.ledger.adopt(0, true, 0);
    Token first = found(books, entry, 0, 1);
    assertThat(books.ledger.begin(first, 0)).isTrue();
    Token second = books.issue(0, 0, 2);
    books.ledger.answered(first, TokenState.COMPLETED);
    books.ledger.closed(entry, books.greeted(0));

    assertThat(books.ledger.state(first)).isEqualTo(TokenState.SUPERSEDED);
    assertThat(books.ledger.state(second)).isEqualTo(TokenState.COMPLETED);
    assertBalanced(books);
  }

  @Test
  void aTokenThatComesAfterACompletionByIdIsNobodysToComplete() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.ledger.adopt(0, true, 0);
    books.settle(found(books, entry, 0, 1), TokenState.COMPLETED);
    assertThat(books.takes(0, 0, 2)).isFalse();
    books.ledger.closed(entry, books.greeted(0));

    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(books.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
    assertBalanced(books);
  }

  @Test
  void anExecutionWhoseAttemptsRanOutWhileNobodyWasThereEndedAsItHadTo() {
    LedgerFixture books = books("branches", "1", "steps", "1", "max-attempts", "2");
    ExecutionEntry entry = books.ledger.adopt(0, true, 0);
    books.ledger.past(entry, 0, 1, TokenState.SUPERSEDED);
    books.ledger.past(entry, 0, 2, TokenState.TIMED_OUT);
    books.ledger.closed(entry, ExecutionEnd.failed(Cause.TIMEOUT));

    LedgerCounts counts = books.ledger.counts();
    assertThat(books.closed).containsExactly(Map.entry(0L, false));
    assertThat(counts.wrongEnds()).isZero();
    assertThat(counts.failedByUnissued()).isEqualTo(1);
    assertThat(counts.issued()).isEqualTo(2);
    assertThat(counts.unissued()).isZero();
    assertBalanced(books);
  }

  @Test
  void anExecutionOfThisLifeStillNeedsATokensBytes() {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ExecutionEntry entry = books.open(0);
    assertThat(entry.adopted()).isFalse();
    assertThat(books.issue(0, 0, 1).bytesUnknown()).isFalse();
  }
}
