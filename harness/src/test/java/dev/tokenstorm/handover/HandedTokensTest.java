package dev.tokenstorm.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.Draws;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandedTokensTest {
  private static final long DEADLINE = 1_000;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private LedgerFixture books;

  @SuppressWarnings("NullAway.Init")
  private CompletionScheduler scheduler;

  @SuppressWarnings("NullAway.Init")
  private HandedTokens handed;

  @BeforeEach
  void open() {
    books = new LedgerFixture(folder);
    scheduler =
        new CompletionScheduler(
            NanoClock.SYSTEM,
            books.plan.completion(),
            new Draws(books.plan.seed(), books.plan.completion()),
            books.ledger,
            new LatencyRecorders(),
            new Backoff(1),
            new TokenQueue(8));
    handed = new HandedTokens(scheduler);
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  private void send(Token token) {
    CallKind call = scheduler.next(token).orElseThrow();
    handed.sent(token, call, DEADLINE);
  }

  private static OutcomeRecord outcome(
      long execution, OutcomeRecord.Status status, String completer, int deliveries) {
    return new OutcomeRecord(
        TokenRecord.Kind.TOKEN, "run", execution, 0, 1, status, completer, deliveries, 0, 5, 3);
  }

  @Test
  void aTokenIsSettledByItsOutcome() {
    books.open(0);
    send(books.issue(0, 0, 1));
    assertThat(handed.open()).isEqualTo(1);

    handed.came(outcome(0, OutcomeRecord.Status.OK, "a", 1));

    assertThat(handed.open()).isZero();
    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(handed.counts().sent()).isEqualTo(1);
    assertThat(handed.counts().delivered()).isEqualTo(1);
    assertThat(handed.counts().completed()).isEqualTo(1);
    assertThat(handed.counts().redelivered()).isZero();
  }

  @Test
  void aTokenThatTwoProcessesAnswerIsOneCompletionAndOneDuplicate() {
    books.open(0);
    send(books.issue(0, 0, 1));

    handed.came(outcome(0, OutcomeRecord.Status.OK, "a", 1));
    handed.came(outcome(0, OutcomeRecord.Status.GONE, "b", 2));

    assertThat(books.tokens(TokenState.COMPLETED)).isEqualTo(1);
    assertThat(handed.counts().delivered()).isEqualTo(1);
    assertThat(handed.counts().completedBefore()).isZero();
    assertThat(handed.counts().redelivered()).isEqualTo(1);
    assertThat(handed.counts().duplicates()).isEqualTo(1);
    assertThat(handed.counts().completers()).isEqualTo(2);
  }

  /** Its first holder was killed between the server's answer and the outcome. */
  @Test
  void aTokenThatTheServerNoLongerKnowsIsLeftToItsHistory() {
    books.open(0);
    send(books.issue(0, 0, 1));

    handed.came(outcome(0, OutcomeRecord.Status.GONE, "b", 2));

    assertThat(books.tokens(TokenState.COMPLETED)).isZero();
    assertThat(books.ledger.pendingTokens()).isEqualTo(1);
    assertThat(handed.counts().completedBefore()).isEqualTo(1);
  }

  @Test
  void anOutcomeThatNeverComesIsGivenUpAfterTheDeadline() {
    books.open(0);
    send(books.issue(0, 0, 1));

    handed.giveUp(token -> token.deadlineMillis() < DEADLINE);
    assertThat(handed.open()).isEqualTo(1);
    handed.giveUp(token -> token.deadlineMillis() <= DEADLINE);

    assertThat(handed.open()).isZero();
    assertThat(handed.counts().unanswered()).isEqualTo(1);
    assertThat(handed.counts().delivered()).isZero();
    // Late after all, it changes nothing.
    handed.came(outcome(0, OutcomeRecord.Status.OK, "a", 1));
    assertThat(books.tokens(TokenState.COMPLETED)).isZero();
  }

  @Test
  void anAnswerToTheProbeSaysThatSomebodyTakesRecords() {
    assertThat(handed.completers()).isEmpty();
    handed.came(
        new OutcomeRecord(
            TokenRecord.Kind.PROBE, "run", 0, 0, 1, OutcomeRecord.Status.OK, "a", 1, 0, 0, 0));
    assertThat(handed.completers()).containsExactly("a");
    assertThat(handed.counts().delivered()).isZero();
    assertThat(handed.endHeard()).isFalse();
  }
}
