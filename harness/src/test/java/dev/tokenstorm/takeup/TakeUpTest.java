package dev.tokenstorm.takeup;

import static dev.tokenstorm.takeup.ServerOfRun.scheduled;
import static dev.tokenstorm.takeup.ServerOfRun.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose first life is a few counts, and whose server is one in memory. */
@Timeout(60)
final class TakeUpTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static final Duration AT_ONCE = Duration.ZERO;

  private LedgerFixture books(String... flags) {
    return new LedgerFixture(folder, flags);
  }

  /** Counts of a first life that started so many, and saw some complete, of two activities each. */
  private static LedgerCounts first(long started, long completed) {
    return new LedgerCounts(
        started,
        0,
        0,
        started,
        0,
        Map.of(ExecutionState.COMPLETED, completed),
        2 * completed,
        Map.of(TokenState.COMPLETED, 2 * completed),
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private static TakeUp takeUp(LedgerFixture books, ServerOfRun server, LedgerCounts first) {
    return TakeUp.of(
        new FirstLife(first, ServerOfRun.STARTED, books.plan.completion().by()),
        books.workload,
        server,
        books.ledger,
        books.findings,
        NanoClock.SYSTEM,
        AT_ONCE);
  }

  private static BothLives.Left left(
      long listed, long strangers, long adopted, long closed, long unknown) {
    return new BothLives.Left(OptionalLong.of(listed), strangers, adopted, closed, unknown);
  }

  private static LedgerReport bothLives(TakeUp takeUp, LedgerFixture books) {
    return takeUp.bothLives().ledger(books.ledger.report(), 0);
  }

  @Test
  void bothLivesBalanceOnceWhatWasOpenIsCompleted() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ServerOfRun server = new ServerOfRun(books.plan.greeting());
    for (long number = 0; number < 5; number++) {
      server.completed(number);
    }
    server.open(5, Map.of(0, server.completed(5, 0, 1)), started(1, 1));
    try (TakeUp takeUp = takeUp(books, server, first(5, 3))) {
      takeUp.adoptOpen();
      assertThat(takeUp.found()).hasSize(1);
      takeUp.readClosed();
      Token token = takeUp.found().get(0);
      assertThat(token.runId()).isEqualTo("a-run");
      books.settle(token, TokenState.COMPLETED);
      ExecutionEntry entry = token.execution();
      books.ledger.closed(entry, books.greeted(5));
      takeUp.recount();

      LedgerReport both = bothLives(takeUp, books);
      assertThat(both.imbalances()).isEmpty();
      assertThat(both.findings()).isEmpty();
      LedgerCounts counts = both.counts();
      assertThat(counts.intended()).isEqualTo(6);
      assertThat(counts.started()).isEqualTo(6);
      assertThat(counts.workflows(ExecutionState.COMPLETED)).isEqualTo(6);
      assertThat(counts.issued()).isEqualTo(12);
      assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(12);
      assertThat(counts.unissued()).isZero();
      assertThat(counts.audited()).isEqualTo(5);
      assertThat(takeUp.bothLives().left()).isEqualTo(left(6, 0, 1, 5, 0));
    }
  }

  @Test
  void anAttemptThatNobodyHasYetComesFromTheWorker() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).open(0, Map.of(), scheduled(0, 2));
    try (TakeUp takeUp = takeUp(books, server, first(1, 0))) {
      takeUp.adoptOpen();
      assertThat(takeUp.found()).isEmpty();
      assertThat(books.ledger.pendingTokens()).isZero();
      books.complete(0, 0, 2);
      books.ledger.closed(books.ledger.entry(0).orElseThrow(), books.greeted(0));
      takeUp.readClosed();

      LedgerCounts counts = bothLives(takeUp, books).counts();
      assertThat(counts.issued()).isEqualTo(2);
      assertThat(counts.tokens(TokenState.SUPERSEDED)).isEqualTo(1);
      assertThat(counts.unissued()).isZero();
    }
  }

  @Test
  void whatIsListedLateIsNotForgotten() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).completed(0).completed(1).late(1);
    try (TakeUp takeUp = takeUp(books, server, first(2, 2))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      takeUp.recount();
      assertThat(takeUp.bothLives().left()).isEqualTo(left(2, 0, 0, 2, 0));
      assertThat(bothLives(takeUp, books).balanced()).isTrue();
    }
  }

  @Test
  void whatCannotBeReadIsLostSightOf() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ServerOfRun server =
        new ServerOfRun(books.plan.greeting()).completed(0).completed(1).unreadable(1);
    try (TakeUp takeUp = takeUp(books, server, first(2, 2))) {
      takeUp.adoptOpen();
      takeUp.readClosed();

      LedgerReport both = bothLives(takeUp, books);
      assertThat(both.imbalances()).isEmpty();
      assertThat(both.counts().workflows(ExecutionState.COMPLETED)).isEqualTo(1);
      assertThat(both.counts().workflows(ExecutionState.UNKNOWN)).isEqualTo(1);
    }
  }

  @Test
  void aServerThatLostCompletionsIsContradicted() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ServerOfRun server =
        new ServerOfRun(books.plan.greeting()).completed(0).open(1, Map.of(), started(0, 1));
    try (TakeUp takeUp = takeUp(books, server, first(2, 2))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      books.ledger.giveUpOpen();

      assertThat(bothLives(takeUp, books).imbalances())
          .containsExactly(
              "The first life saw 2 executions close, but only 1 had closed on the server.",
              "The first life completed 4 tokens, but the server had only 2 when the run was taken"
                  + " up.");
    }
  }

  @Test
  void aCompletionThatWasLostAndMadeAgainIsContradicted() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).open(0, Map.of(), started(0, 1));
    LedgerCounts first = counts(1, Map.of(TokenState.COMPLETED, 1L), 0, 0);
    try (TakeUp takeUp = takeUp(books, server, first)) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      books.settle(takeUp.found().get(0), TokenState.COMPLETED);
      books.ledger.closed(books.ledger.entry(0).orElseThrow(), books.greeted(0));

      assertThat(bothLives(takeUp, books).imbalances())
          .containsExactly(
              "The first life completed 1 token, but the server had only 0 when the run was taken"
                  + " up.");
    }
  }

  @Test
  void whatTheFirstLifeFoundWrongIsNotForgotten() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).completed(0);
    try (TakeUp takeUp = takeUp(books, server, counts(1, Map.of(), 1, 2))) {
      takeUp.adoptOpen();
      takeUp.readClosed();

      assertThat(bothLives(takeUp, books).imbalances())
          .containsExactly(
              "The first life counted 1 wrong end, of which the server's records show only 0.",
              "The first life counted 2 contradictions, of which the server's records show only"
                  + " 0.");
    }
  }

  @Test
  void anAttemptBeyondAnyPlanIsADiscrepancyAndEndsSoon() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server =
        new ServerOfRun(books.plan.greeting()).open(0, Map.of(), started(0, 2_000_000_000));
    try (TakeUp takeUp = takeUp(books, server, first(1, 0))) {
      takeUp.adoptOpen();
      assertThat(takeUp.found()).isEmpty();
      assertThat(books.ledger.counts().discrepancies()).isEqualTo(1);
    }
  }

  @Test
  void aNumberThatNoRunComesToIsAStranger() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server =
        new ServerOfRun(books.plan.greeting()).completed(0).completed(999_999_999_999_999_999L);
    try (TakeUp takeUp = takeUp(books, server, first(1, 0))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      takeUp.recount();
      assertThat(takeUp.bothLives().left()).isEqualTo(left(2, 1, 0, 1, 0));
    }
  }

  @Test
  void aListingThatNeverEndsIsLeft() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).stuck();
    for (long number = 0; number < 4; number++) {
      server.completed(number);
    }
    try (TakeUp takeUp = takeUp(books, server, first(4, 0))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      takeUp.recount();
      assertThat(takeUp.bothLives().left()).isEqualTo(left(4, 0, 0, 4, 0));
    }
  }

  @Test
  void nothingIsCountedOnceMoreAfterAStop() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).completed(0);
    try (TakeUp takeUp = takeUp(books, server, first(1, 0))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      server.completed(1);
      takeUp.stop();
      takeUp.recount();
      assertThat(takeUp.bothLives().left().strangers()).isZero();
      assertThat(takeUp.bothLives().left().listed())
          .as("0 would say that none was there")
          .isEmpty();
    }
  }

  @Test
  void withoutAWarmupAllIsMeasured() {
    Instant startedAt = ServerOfRun.STARTED;
    assertThat(FirstLife.measuredFrom(startedAt, Duration.ZERO))
        .isBefore(startedAt.minusSeconds(3_600));
    assertThat(FirstLife.measuredFrom(startedAt, Duration.ofSeconds(5)))
        .isEqualTo(startedAt.plusSeconds(5));
  }

  /** Counts of a first life that saw nothing close. */
  private static LedgerCounts counts(
      long started, Map<TokenState, Long> tokens, long wrongEnds, long discrepancies) {
    return new LedgerCounts(
        started,
        0,
        0,
        started,
        0,
        Map.of(),
        tokens.values().stream().mapToLong(Long::longValue).sum(),
        tokens,
        0,
        0,
        wrongEnds,
        0,
        0,
        discrepancies,
        0);
  }

  @Test
  void anExecutionThatNobodyAccountsForIsAnImbalance() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).completed(0);
    try (TakeUp takeUp = takeUp(books, server, first(1, 1))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      server.completed(9);
      takeUp.recount();

      assertThat(bothLives(takeUp, books).imbalances())
          .containsExactly("The server lists 1 execution of the run that is in no account.");
    }
  }

  @Test
  void anEndThatTheDrawsDoNotCallForIsFoundAgain() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1", "max-attempts", "3");
    ServerOfRun server =
        new ServerOfRun(books.plan.greeting())
            .closed(
                0,
                ExecutionEnd.failed(Cause.APPLICATION),
                Map.of(0, new ActivityEvidence(1, 1, 1, Closing.FAILED, "")));
    try (TakeUp takeUp = takeUp(books, server, first(1, 0))) {
      takeUp.adoptOpen();
      takeUp.readClosed();

      LedgerReport both = bothLives(takeUp, books);
      assertThat(both.counts().wrongEnds()).isEqualTo(1);
      assertThat(both.findings())
          .extracting(LedgerReport.Finding::kind)
          .containsExactly("wrong-end");
    }
  }

  @Test
  void anotherResultThanTheWorkloadsIsADiscrepancy() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1");
    ServerOfRun server = new ServerOfRun(books.plan.greeting());
    server.closed(
        0,
        books.greeted(0),
        Map.of(0, new ActivityEvidence(1, 1, 1, Closing.COMPLETED, "something else")));
    try (TakeUp takeUp = takeUp(books, server, first(1, 1))) {
      takeUp.adoptOpen();
      takeUp.readClosed();
      assertThat(bothLives(takeUp, books).counts().discrepancies()).isEqualTo(1);
    }
  }

  @Test
  void aCancellationThatWasDrawnIsAskedForAgain() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "1", "outcomes", "cancel=100");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).open(3, Map.of(), started(0, 1));
    try (TakeUp takeUp = takeUp(books, server, first(1, 0))) {
      takeUp.adoptOpen();
      assertThat(takeUp.cancelled()).extracting(ExecutionEntry::number).isEqualTo(List.of(3L));
    }
  }

  @Test
  void whatFirstLifeDroppedIsStillIntended() throws InterruptedException {
    LedgerFixture books = books("branches", "1", "steps", "2");
    ServerOfRun server = new ServerOfRun(books.plan.greeting()).completed(0);
    LedgerCounts first =
        new LedgerCounts(
            7,
            4,
            2,
            1,
            0,
            Map.of(ExecutionState.COMPLETED, 1L),
            3,
            Map.of(TokenState.COMPLETED, 2L, TokenState.ORPHANED, 1L),
            0,
            0,
            0,
            0,
            0,
            0,
            0);
    try (TakeUp takeUp = takeUp(books, server, first)) {
      takeUp.adoptOpen();
      takeUp.readClosed();

      LedgerReport both = takeUp.bothLives().ledger(books.ledger.report(), 5);
      assertThat(both.imbalances()).isEmpty();
      assertThat(both.counts().intended()).isEqualTo(7);
      assertThat(both.counts().dropped()).isEqualTo(4);
      assertThat(both.counts().rejected()).isEqualTo(2);
      assertThat(both.counts().notReached()).isEqualTo(5);
      assertThat(both.counts().issued()).isEqualTo(3);
      assertThat(both.counts().tokens(TokenState.ORPHANED)).isEqualTo(1);
    }
  }
}
