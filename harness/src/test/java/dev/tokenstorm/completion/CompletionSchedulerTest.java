package dev.tokenstorm.completion;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.Draws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompletionSchedulerTest {
  private static final long MILLI = 1_000_000L;
  private static final int MOST_QUEUED = 16;
  private static final long SECOND = 1_000 * MILLI;

  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final long origin = clock.nanoTime();
  private final TokenQueue queue = new TokenQueue(MOST_QUEUED);
  private final Account account = new Account();
  private final LatencyRecorders latencies = new LatencyRecorders();
  private final List<CompletionScheduler> schedulers = new ArrayList<>();

  /** Writes down what it is told. */
  private static final class Account implements TokenAccount {
    final List<String> told = new ArrayList<>();
    boolean moot;

    @Override
    public boolean begin(Token token, long nowNanos) {
      return !moot;
    }

    @Override
    public boolean moot(Token token) {
      return moot;
    }

    @Override
    public void answered(Token token, TokenState state) {
      told.add(state.key());
    }

    @Override
    public void doubted(Token token) {
      told.add("doubted");
    }

    @Override
    public boolean released(Token token) {
      told.add("released");
      return !moot;
    }
  }

  private CompletionScheduler scheduler(String... flags) {
    RunPlan plan = new LedgerFixture(folder, flags).plan;
    CompletionScheduler scheduler =
        new CompletionScheduler(
            clock,
            plan.completion(),
            new Draws(plan.seed(), plan.completion()),
            account,
            latencies,
            new Backoff(1),
            queue);
    schedulers.add(scheduler);
    return scheduler;
  }

  private Token token() {
    return new Token(
        new LedgerFixture(folder).open(0),
        0,
        1,
        com.google.protobuf.ByteString.EMPTY,
        "id",
        origin);
  }

  private void at(Duration sinceOrigin) {
    clock.advance(origin + sinceOrigin.toNanos() - clock.nanoTime());
  }

  @AfterEach
  void close() {
    schedulers.forEach(CompletionScheduler::close);
  }

  @Test
  void a_token_without_delay_is_due_at_once() throws Exception {
    CompletionScheduler scheduler = scheduler();
    Token token = token();
    scheduler.accept(token);
    assertThat(queue.take()).isSameAs(token);
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
    scheduler.answered(token, CallKind.COMPLETE, CallOutcome.OK);
    assertThat(account.told).containsExactly("completed");
  }

  @Test
  void a_delayed_token_is_due_when_the_outside_party_is_done() throws Exception {
    CompletionScheduler scheduler = scheduler("completion-delay", "50ms");
    Token token = token();
    scheduler.accept(token);
    assertThat(queue.depth()).isZero();
    assertThat(token.dueNanos()).isEqualTo(origin + 50 * MILLI);
    at(Duration.ofMillis(50));
    assertThat(queue.take()).isSameAs(token);
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
  }

  @Test
  void a_token_waits_for_a_wake_up_only_while_a_completer_has_nothing_to_do() throws Exception {
    CompletionScheduler scheduler = scheduler("completers", "1");
    Token first = token();
    Token second = token();
    scheduler.accept(first);
    scheduler.accept(second);
    at(Duration.ofMillis(5));
    assertThat(scheduler.next(first)).contains(CallKind.COMPLETE);
    at(Duration.ofMillis(25));
    scheduler.answered(first, CallKind.COMPLETE, CallOutcome.OK);
    at(Duration.ofMillis(26));
    assertThat(scheduler.next(second)).contains(CallKind.COMPLETE);
    assertThat(latencies.byLoad().wakeUps())
        .singleElement()
        .satisfies(
            wakeUps -> {
              assertThat(wakeUps.count()).isEqualTo(2);
              assertThat(wakeUps.totalNanos()).isEqualTo((5 + 1) * MILLI);
            });
  }

  @Test
  void a_pending_activity_is_heartbeated_until_it_is_completed() throws Exception {
    CompletionScheduler scheduler =
        scheduler("completion-delay", "25s", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    for (int beat = 1; beat <= 2; beat++) {
      assertThat(token.dueNanos()).isEqualTo(origin + beat * 10L * SECOND);
      at(Duration.ofSeconds(beat * 10L));
      assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
      scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    }
    assertThat(token.dueNanos()).isEqualTo(origin + 25 * SECOND);
    at(Duration.ofSeconds(25));
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
    assertThat(account.told).containsExactly("released", "released");
  }

  @Test
  void heartbeats_that_were_missed_are_not_made_up_for() throws Exception {
    CompletionScheduler scheduler =
        scheduler(
            "completion-delay", "1h", "start-to-close-timeout", "2h", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    at(Duration.ofSeconds(95));
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    assertThat(token.dueNanos()).isEqualTo(origin + 95 * SECOND);
  }

  @Test
  void an_abandoned_activity_without_heartbeats_is_forgotten() throws Exception {
    CompletionScheduler scheduler = scheduler("outcomes", "abandon=100");
    scheduler.accept(token());
    at(Duration.ofDays(365));
    assertThat(queue.depth()).isZero();
    assertThat(account.told).isEmpty();
  }

  @Test
  void an_abandoned_activity_with_heartbeats_is_heartbeated_and_never_completed() throws Exception {
    CompletionScheduler scheduler =
        scheduler("outcomes", "abandon=100", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    for (int beat = 1; beat <= 100; beat++) {
      at(Duration.ofSeconds(beat * 10L));
      assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
      scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    }
  }

  @Test
  void a_cancellation_is_reported_once_a_heartbeat_has_signalled_it() throws Exception {
    CompletionScheduler scheduler = scheduler("outcomes", "cancel=100");
    Token token = token();
    scheduler.accept(token);
    assertThat(token.dueNanos()).isEqualTo(origin + 50 * MILLI);
    at(Duration.ofMillis(50));
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    assertThat(token.dueNanos()).isBetween(origin + 100 * MILLI, origin + 1_050 * MILLI);

    at(Duration.ofSeconds(2));
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.CANCEL_REQUESTED);
    assertThat(token.dueNanos()).isEqualTo(clock.nanoTime());
    assertThat(scheduler.next(token)).contains(CallKind.REPORT_CANCELLATION);
    // "Not cancel requested": the server has not recorded the request yet.
    scheduler.answered(token, CallKind.REPORT_CANCELLATION, CallOutcome.AGAIN);
    assertThat(token.dueNanos()).isGreaterThan(clock.nanoTime());
    at(Duration.ofSeconds(3));
    assertThat(scheduler.next(token)).contains(CallKind.REPORT_CANCELLATION);
    scheduler.answered(token, CallKind.REPORT_CANCELLATION, CallOutcome.OK);
    assertThat(account.told).containsExactly("released", "released", "released", "cancelled");
  }

  @Test
  void polls_for_a_cancellation_become_less_frequent_down_to_one_a_second() throws Exception {
    CompletionScheduler scheduler = scheduler("outcomes", "cancel=100");
    Token token = token();
    scheduler.accept(token);
    int polls = 0;
    while (clock.nanoTime() - origin < 60 * SECOND) {
      clock.advance(token.dueNanos() - clock.nanoTime());
      assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
      scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
      polls++;
    }
    assertThat(polls).isBetween(60, 75);
  }

  @Test
  void a_cancellation_that_nobody_drew_only_goes_on_with_the_heartbeats() throws Exception {
    CompletionScheduler scheduler =
        scheduler(
            "completion-delay", "1h", "start-to-close-timeout", "2h", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    at(Duration.ofSeconds(10));
    scheduler.next(token);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.CANCEL_REQUESTED);
    assertThat(token.dueNanos()).isEqualTo(origin + 20 * SECOND);
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
  }

  @Test
  void a_call_that_may_succeed_is_made_again_ever_later_until_it_is_given_up() throws Exception {
    CompletionScheduler scheduler = scheduler();
    Token token = token();
    scheduler.accept(token);
    scheduler.giveUpAt(origin + 60 * SECOND);
    long waited = 0;
    while (!account.told.contains("doubted")) {
      assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
      long before = clock.nanoTime();
      scheduler.answered(token, CallKind.COMPLETE, CallOutcome.AGAIN);
      if (!account.told.contains("doubted")) {
        waited = token.dueNanos() - before;
        assertThat(waited).isBetween(25 * MILLI, 5 * SECOND);
        clock.advance(waited);
      }
    }
    assertThat(waited).isGreaterThanOrEqualTo(2_500 * MILLI);
    assertThat(clock.nanoTime()).isBetween(origin + 50 * SECOND, origin + 60 * SECOND);
  }

  @Test
  void an_answer_sets_the_back_off_back() throws Exception {
    CompletionScheduler scheduler =
        scheduler(
            "completion-delay", "1h", "start-to-close-timeout", "2h", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    at(Duration.ofSeconds(10));
    for (int i = 0; i < 8; i++) {
      scheduler.next(token);
      scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.AGAIN);
    }
    assertThat(token.retries()).isEqualTo(8);
    scheduler.next(token);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    assertThat(token.retries()).isZero();
  }

  @Test
  void what_the_server_does_not_know_or_refuses_is_left_to_the_history() throws Exception {
    CompletionScheduler scheduler = scheduler();
    Token token = token();
    scheduler.accept(token);
    scheduler.next(token);
    scheduler.answered(token, CallKind.COMPLETE, CallOutcome.GONE);
    scheduler.next(token);
    scheduler.answered(token, CallKind.COMPLETE, CallOutcome.REFUSED);
    assertThat(account.told).containsExactly("doubted", "doubted");
  }

  @Test
  void a_parked_token_is_not_due_before_the_release_and_then_at_once() throws Exception {
    CompletionScheduler scheduler = scheduler("park", "10");
    Token token = token();
    scheduler.accept(token);
    at(Duration.ofMinutes(3));
    assertThat(scheduler.parked()).isEqualTo(1);
    assertThat(queue.depth()).isZero();

    scheduler.release();
    assertThat(queue.take()).isSameAs(token);
    assertThat(token.dueNanos()).isEqualTo(origin + 180 * SECOND);
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
    Token later = token();
    scheduler.accept(later);
    assertThat(queue.take()).isSameAs(later);
  }

  @Test
  void tokens_of_the_warm_up_are_not_parked() throws Exception {
    CompletionScheduler scheduler = scheduler("park", "10");
    Token token =
        new Token(
            new LedgerFixture(folder).ledger.starting(0, false, 0, 0),
            0,
            1,
            com.google.protobuf.ByteString.EMPTY,
            "id",
            origin);
    scheduler.accept(token);
    assertThat(queue.take()).isSameAs(token);
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
  }

  @Test
  void a_parked_token_is_heartbeated_and_released_between_two_beats() throws Exception {
    CompletionScheduler scheduler = scheduler("park", "10", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    for (int beat = 1; beat <= 5; beat++) {
      assertThat(token.dueNanos()).isEqualTo(origin + beat * 10L * SECOND);
      at(Duration.ofSeconds(beat * 10L));
      assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
      if (beat < 5) {
        scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
      }
    }
    at(Duration.ofSeconds(53));
    // The fifth is not answered yet.
    scheduler.release();
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    assertThat(token.dueNanos()).isEqualTo(origin + 53 * SECOND);
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
  }

  @Test
  void a_released_token_is_completed_no_sooner_than_its_outside_party_is_done() throws Exception {
    CompletionScheduler scheduler =
        scheduler("park", "10", "completion-delay", "25s", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    at(Duration.ofSeconds(10));
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    at(Duration.ofSeconds(12));
    scheduler.release();
    assertThat(token.dueNanos()).isEqualTo(origin + 20 * SECOND);
    at(Duration.ofSeconds(20));
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    assertThat(token.dueNanos()).isEqualTo(origin + 25 * SECOND);
  }

  @Test
  void a_retry_keeps_its_back_off_after_the_release() throws Exception {
    CompletionScheduler scheduler = scheduler("park", "10");
    Token token = token();
    scheduler.accept(token);
    scheduler.release();
    assertThat(scheduler.next(token)).contains(CallKind.COMPLETE);
    scheduler.answered(token, CallKind.COMPLETE, CallOutcome.AGAIN);
    assertThat(token.dueNanos()).isGreaterThan(clock.nanoTime());
  }

  @Test
  void moot_work_is_dropped_before_a_call_and_after_one() throws Exception {
    CompletionScheduler scheduler =
        scheduler(
            "completion-delay", "1h", "start-to-close-timeout", "2h", "heartbeat-interval", "10s");
    Token token = token();
    scheduler.accept(token);
    at(Duration.ofSeconds(10));
    assertThat(scheduler.next(token)).contains(CallKind.HEARTBEAT);
    account.moot = true;
    scheduler.answered(token, CallKind.HEARTBEAT, CallOutcome.OK);
    assertThat(token.dueNanos()).isEqualTo(origin + 10 * SECOND);
    assertThat(scheduler.next(token)).isEmpty();
  }

  @Test
  void who_must_not_wait_finds_a_full_queue_and_its_tokens_come_when_there_is_room()
      throws Exception {
    CompletionScheduler scheduler = scheduler();
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < 4 * MOST_QUEUED; i++) {
      Token token = token();
      tokens.add(token);
      scheduler.acceptAtOnce(token);
    }
    assertThat(queue.hasRoom()).isFalse();
    List<Token> taken = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      taken.add(requireNonNull(queue.take()));
    }
    assertThat(taken).containsExactlyInAnyOrderElementsOf(tokens);
    assertThat(queue.hasRoom()).isTrue();
  }

  @Test
  void an_exceptional_completion_is_a_failure() throws Exception {
    CompletionScheduler scheduler = scheduler("outcomes", "fail=100");
    Token token = token();
    scheduler.accept(token);
    assertThat(scheduler.next(token)).contains(CallKind.FAIL);
    scheduler.answered(token, CallKind.FAIL, CallOutcome.OK);
    assertThat(account.told).containsExactly("failed");
  }
}
