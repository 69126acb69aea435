package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseGateTest {
  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final AtomicInteger kept = new AtomicInteger();
  private final List<Token> tokens = new ArrayList<>();

  private ReleaseGate hold(LedgerFixture books) {
    return new ReleaseGate(
        6, books.plan.shape().branches(), books.plan.longestHold(), books.ledger, kept::get, clock);
  }

  /** Opens a workflow of two branches, of which so many have a token. */
  private void open(LedgerFixture books, long number, int branches) {
    var unused = books.open(number);
    for (int branch = 0; branch < branches; branch++) {
      tokens.add(books.issue(number, 2 * branch, 1));
    }
  }

  @Test
  void enough_tokens_end_it_and_as_many_settlements_the_release() {
    LedgerFixture books = new LedgerFixture(folder, "park", "6");
    ReleaseGate gate = hold(books);
    open(books, 0, 2);
    open(books, 1, 2);
    open(books, 2, 1);
    assertThat(gate.over(true)).isFalse();
    tokens.add(books.issue(2, 2, 1));
    assertThat(gate.over(false)).isTrue();
    assertThat(gate.release()).isTrue();
    for (Token token : tokens) {
      assertThat(gate.settled()).isFalse();
      books.settle(token, TokenState.COMPLETED);
    }
    assertThat(gate.settled()).isTrue();
    assertThat(gate.shortfall()).isEmpty();
  }

  @Test
  void tokens_that_nobody_could_complete_yet_do_not_count() {
    LedgerFixture books = new LedgerFixture(folder, "park", "6");
    ReleaseGate gate = hold(books);
    open(books, 0, 2);
    open(books, 1, 2);
    open(books, 2, 2);
    kept.set(1);
    assertThat(gate.over(true)).isFalse();
    assertThat(gate.reached()).isFalse();
    kept.set(0);
    assertThat(gate.over(true)).isTrue();
    assertThat(gate.reached()).isTrue();
  }

  /** A gate that something else holds closed may see tokens go. */
  @Test
  void what_was_reached_stays_so() {
    LedgerFixture books = new LedgerFixture(folder, "park", "6");
    ReleaseGate gate = hold(books);
    open(books, 0, 2);
    open(books, 1, 2);
    open(books, 2, 2);
    assertThat(gate.over(false)).isTrue();
    books.settle(tokens.get(0), TokenState.COMPLETED);
    assertThat(gate.over(false)).isTrue();
    assertThat(gate.reached()).isTrue();
    assertThat(gate.release()).isTrue();
    assertThat(gate.shortfall()).isEmpty();
  }

  @Test
  void it_is_over_when_no_workflow_is_left_to_bring_a_token() {
    LedgerFixture books = new LedgerFixture(folder, "park", "6");
    ReleaseGate gate = hold(books);
    open(books, 0, 2);
    open(books, 1, 1);
    assertThat(gate.over(true)).isFalse();
    tokens.add(books.issue(1, 2, 1));
    assertThat(gate.over(false)).isFalse();
    assertThat(gate.over(true)).isTrue();
    books.settle(tokens.get(0), TokenState.TIMED_OUT);
    assertThat(gate.over(true)).isTrue();
    tokens.set(0, books.issue(0, 0, 2));
    assertThat(gate.release()).isTrue();
    assertThat(gate.shortfall())
        .contains("Only 4 of the 6 tokens of --park were pending when nothing more was to start.");
  }

  @Test
  void without_workflows_there_is_nothing_to_release() {
    ReleaseGate gate = hold(new LedgerFixture(folder, "park", "6"));
    assertThat(gate.over(false)).isFalse();
    assertThat(gate.over(true)).isTrue();
    assertThat(gate.release()).isFalse();
  }

  @Test
  void it_is_over_before_a_token_times_out() {
    LedgerFixture books = new LedgerFixture(folder, "park", "6", "start-to-close-timeout", "30s");
    ReleaseGate gate = hold(books);
    clock.advance(Duration.ofHours(1).toNanos());
    assertThat(gate.over(false)).isFalse();
    open(books, 0, 2);
    clock.advance(Duration.ofMillis(14_999).toNanos());
    assertThat(gate.over(false)).isFalse();
    clock.advance(Duration.ofMillis(1).toNanos());
    assertThat(gate.over(false)).isTrue();
    assertThat(gate.release()).isTrue();
    assertThat(gate.shortfall())
        .contains(
            "Only 2 of the 6 tokens of --park were pending when half of --start-to-close-timeout"
                + " was over; lengthen that, lower --park, or give more --workflows and --in-flight,"
                + " as a server may lose starts.");
  }
}
