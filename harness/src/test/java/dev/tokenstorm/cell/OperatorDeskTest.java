package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.CommandAnswer;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.OperatorCounts;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.workload.ActivityOperator;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands about executions of one activity; their answers come when the test gives them. */
@Timeout(60)
class OperatorDeskTest {
  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final Requests requests = new Requests();
  private final List<Token> onward = new ArrayList<>();

  /** Keeps requests until they are answered. */
  private static final class Requests implements ActivityOperator {
    private final BlockingQueue<Request> made = new LinkedBlockingQueue<>();

    private record Request(
        OperatorCommand command,
        PendingActivity activity,
        long untilNanos,
        Runnable taken,
        Consumer<Status> refused) {}

    @Override
    public void request(
        OperatorCommand command,
        PendingActivity activity,
        long untilNanos,
        Runnable taken,
        Consumer<Status> refused) {
      made.add(new Request(command, activity, untilNanos, taken, refused));
    }

    Request next(OperatorCommand command) throws InterruptedException {
      Request request = made.take();
      assertThat(request.command()).isEqualTo(command);
      return request;
    }
  }

  private LedgerFixture books(String mix) {
    return new LedgerFixture(
        folder, "workload", "standalone", "target", "null", "max-attempts", "1", "operate", mix);
  }

  private OperatorDesk desk(LedgerFixture books) {
    OperatorDesk desk =
        new OperatorDesk(
            books.plan, books.workload.draws(), books.ledger, requests, clock, onward::add);
    desk.start();
    return desk;
  }

  private Token commanded(LedgerFixture books, OperatorDesk desk, OperatorCommand command, long n) {
    books.open(n);
    Token token = books.issue(n, 0, 1, clock.nanoTime());
    assertThat(desk.request(token, command, activity(n))).isTrue();
    return token;
  }

  private static ActivityOperator.PendingActivity activity(long n) {
    return new ActivityOperator.PendingActivity(n, "run", "activity-" + n);
  }

  private static OperatorCounts counts(LedgerFixture books) {
    assertThat(books.ledger.report().imbalances()).isEmpty();
    return books.ledger.report().operators();
  }

  @Test
  void aTokenIsHandedOnOnceItsCommandIsAnswered() throws InterruptedException {
    LedgerFixture books = books("options=100%");
    try (OperatorDesk desk = desk(books)) {
      Token token = commanded(books, desk, OperatorCommand.OPTIONS, 0);
      assertThat(onward).isEmpty();
      requests.next(OperatorCommand.OPTIONS).taken().run();
      assertThat(onward).containsExactly(token);
      Token other = commanded(books, desk, OperatorCommand.OPTIONS, 1);
      requests.next(OperatorCommand.OPTIONS).refused().accept(Status.FAILED_PRECONDITION);
      assertThat(onward).containsExactly(token, other);
      OperatorCounts counts = books.ledger.report().operators();
      assertThat(counts.count(OperatorCommand.OPTIONS, CommandAnswer.TAKEN)).isEqualTo(1);
      assertThat(counts.count(OperatorCommand.OPTIONS, CommandAnswer.LATE)).isEqualTo(1);
    }
  }

  @Test
  void aPauseEndsByItself() throws InterruptedException {
    LedgerFixture books = books("pause=100%:1ms");
    try (OperatorDesk desk = desk(books)) {
      Token token = commanded(books, desk, OperatorCommand.PAUSE, 0);
      requests.next(OperatorCommand.PAUSE).taken().run();
      clock.advance(Duration.ofMillis(1).toNanos());
      Requests.Request end = requests.next(OperatorCommand.UNPAUSE);
      assertThat(end.activity().activityId()).isEqualTo("activity-0");
      end.taken().run();
      books.settle(token, TokenState.COMPLETED);
      books.ledger.closed(token.execution(), books.workload.expectation().end(0, (a, b) -> false));
      assertThat(counts(books).count(OperatorCommand.UNPAUSE, CommandAnswer.TAKEN)).isEqualTo(1);
    }
  }

  @Test
  void whatIsPausedWhenTheRunEndsIsUnpaused() throws InterruptedException {
    LedgerFixture books = books("pause=100%:1h");
    try (OperatorDesk desk = desk(books)) {
      commanded(books, desk, OperatorCommand.PAUSE, 0);
      Token closing = commanded(books, desk, OperatorCommand.PAUSE, 1);
      requests.next(OperatorCommand.PAUSE).taken().run();
      requests.next(OperatorCommand.PAUSE).taken().run();
      books.ledger.closed(
          closing.execution(), books.workload.expectation().end(1, (a, b) -> false));

      desk.end(Duration.ZERO);
      assertThat(requests.next(OperatorCommand.UNPAUSE).activity().execution()).isZero();
      assertThat(requests.made).isEmpty();
      books.ledger.giveUp(ExecutionState.OPEN_AT_END, TokenState.PENDING);
      OperatorCounts counts = counts(books);
      assertThat(counts.outlived()).isEqualTo(1);
      // Nobody knows whether it was unpaused, as nobody waited for the answer.
      assertThat(counts.count(OperatorCommand.UNPAUSE, CommandAnswer.FAILED)).isEqualTo(1);
    }
  }

  @Test
  void whatMayHaveBeenPausedIsUnpausedToo() throws InterruptedException {
    LedgerFixture books = books("pause=100%:1ms");
    try (OperatorDesk desk = desk(books)) {
      commanded(books, desk, OperatorCommand.PAUSE, 0);
      requests.next(OperatorCommand.PAUSE).refused().accept(Status.DEADLINE_EXCEEDED);
      clock.advance(Duration.ofMillis(1).toNanos());
      requests.next(OperatorCommand.UNPAUSE).refused().accept(Status.FAILED_PRECONDITION);
      books.ledger.giveUp(ExecutionState.OPEN_AT_END, TokenState.PENDING);
      assertThat(counts(books).count(OperatorCommand.UNPAUSE, CommandAnswer.LATE)).isEqualTo(1);
    }
  }

  /** The run's end comes between a pause's request and its answer. */
  @Test
  void aPauseThatBeginsAsTheRunEndsIsEndedAtOnce() throws InterruptedException {
    LedgerFixture books = books("pause=100%:1h");
    try (OperatorDesk desk = desk(books)) {
      commanded(books, desk, OperatorCommand.PAUSE, 0);
      Requests.Request pause = requests.next(OperatorCommand.PAUSE);
      Thread ending = endingOf(desk);
      pause.taken().run();
      requests.next(OperatorCommand.UNPAUSE).taken().run();
      ending.join();
      assertThat(requests.made).isEmpty();
      books.ledger.giveUp(ExecutionState.OPEN_AT_END, TokenState.PENDING);
      OperatorCounts counts = counts(books);
      assertThat(counts.count(OperatorCommand.PAUSE, CommandAnswer.TAKEN)).isEqualTo(1);
      assertThat(counts.count(OperatorCommand.UNPAUSE, CommandAnswer.TAKEN)).isEqualTo(1);
    }
  }

  private static Thread endingOf(OperatorDesk desk) throws InterruptedException {
    Thread ending =
        DaemonThreads.start(
            "ending",
            () -> {
              try {
                desk.end(Duration.ofHours(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (ending.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return ending;
  }

  @Test
  void aCommandWithoutAnAnswerAtTheRunsEndKeepsTheBalance() throws InterruptedException {
    LedgerFixture books = books("pause=100%:1h");
    try (OperatorDesk desk = desk(books)) {
      Token token = commanded(books, desk, OperatorCommand.PAUSE, 0);
      Requests.Request pause = requests.next(OperatorCommand.PAUSE);
      desk.end(Duration.ZERO);
      assertThat(onward).containsExactly(token);
      // It may be paused.
      Requests.Request unpause = requests.next(OperatorCommand.UNPAUSE);
      books.ledger.giveUp(ExecutionState.OPEN_AT_END, TokenState.PENDING);
      OperatorCounts atTheEnd = counts(books);
      assertThat(atTheEnd.count(OperatorCommand.PAUSE, CommandAnswer.FAILED)).isEqualTo(1);
      assertThat(atTheEnd.count(OperatorCommand.UNPAUSE, CommandAnswer.FAILED)).isEqualTo(1);

      pause.taken().run();
      unpause.taken().run();
      assertThat(counts(books)).isEqualTo(atTheEnd);
      assertThat(onward).hasSize(1);
    }
  }

  @Test
  void aRunThatHasEndedCommandsNothing() throws InterruptedException {
    LedgerFixture books = books("pause=100%:1h");
    try (OperatorDesk desk = desk(books)) {
      desk.end(Duration.ZERO);
      books.open(0);
      Token token = books.issue(0, 0, 1, clock.nanoTime());
      assertThat(desk.request(token, OperatorCommand.PAUSE, activity(0))).isFalse();
      assertThat(requests.made).isEmpty();
    }
  }

  /** Half of the attempt's time is left to answer for the token. */
  @Test
  void aCommandIsGivenUpWhileItsAttemptHasTime() throws InterruptedException {
    LedgerFixture books = books("options=100%");
    long half = books.plan.greeting().startToCloseTimeout().dividedBy(2).toNanos();
    try (OperatorDesk desk = desk(books)) {
      for (int n = 0; n <= 100; n++) {
        commanded(books, desk, OperatorCommand.OPTIONS, n);
      }
      assertThat(desk.kept()).isEqualTo(101);
      Requests.Request first = requests.next(OperatorCommand.OPTIONS);
      assertThat(first.untilNanos()).isEqualTo(clock.nanoTime() + half);
      clock.advance(half);
      // The one that has waited in line all the time is not made any more.
      first.refused().accept(Status.DEADLINE_EXCEEDED);
      assertThat(requests.made).hasSize(99);
      assertThat(onward).hasSize(2);
      assertThat(desk.kept()).isEqualTo(99);
      OperatorCounts counts = books.ledger.report().operators();
      assertThat(counts.count(OperatorCommand.OPTIONS, CommandAnswer.FAILED)).isEqualTo(1);
      assertThat(counts.count(OperatorCommand.OPTIONS, CommandAnswer.LATE)).isEqualTo(1);
    }
  }

  @Test
  void tokensOfActivitiesWithoutACommandAreGivenOnAtOnce() throws InterruptedException {
    LedgerFixture books = books("options=50%");
    List<Token> atOnce = new ArrayList<>();
    try (OperatorDesk desk = desk(books)) {
      TokenIntake.Handover handover = desk.before((token, run, activity) -> atOnce.add(token));
      for (int n = 0; n < 40; n++) {
        books.open(n);
        handover.give(books.issue(n, 0, 1, clock.nanoTime()), "run", "activity-" + n);
      }
      for (long n = 0; n < 40; n++) {
        long number = n;
        boolean commanded = books.workload.draws().command(n, 0, 1, 1).isPresent();
        assertThat(atOnce.stream().anyMatch(token -> token.execution().number() == number))
            .as("execution %d is given on", n)
            .isNotEqualTo(commanded);
      }
      assertThat(desk.kept()).isEqualTo(40 - atOnce.size()).isPositive();
    }
  }

  @Test
  void callsBeyondTheWindowWaitInLine() throws InterruptedException {
    LedgerFixture books = books("options=100%");
    try (OperatorDesk desk = desk(books)) {
      for (int n = 0; n < 250; n++) {
        commanded(books, desk, OperatorCommand.OPTIONS, n);
      }
      assertThat(requests.made).hasSize(100);
      requests.next(OperatorCommand.OPTIONS).taken().run();
      assertThat(requests.made).hasSize(100);
    }
  }
}
