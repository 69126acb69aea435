package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.Books;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldTest {
  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final List<Token> tokens = new ArrayList<>();

  private Hold hold(Books books) {
    return new Hold(books.plan, 6, books.ledger, clock);
  }

  /** Opens a workflow of two branches, of which so many have a token. */
  private void open(Books books, long number, int branches) {
    var unused = books.open(number);
    for (int branch = 0; branch < branches; branch++) {
      tokens.add(books.issue(number, 2 * branch, 1));
    }
  }

  @Test
  void enough_tokens_end_it_and_as_many_settlements_the_release() {
    Books books = new Books(folder, "park", "6");
    Hold hold = hold(books);
    open(books, 0, 2);
    open(books, 1, 2);
    open(books, 2, 1);
    assertThat(hold.over(true)).isFalse();
    tokens.add(books.issue(2, 2, 1));
    assertThat(hold.over(false)).isTrue();
    assertThat(hold.release()).isTrue();
    for (Token token : tokens) {
      assertThat(hold.settled()).isFalse();
      books.settle(token, TokenState.COMPLETED);
    }
    assertThat(hold.settled()).isTrue();
    assertThat(hold.shortfall()).isEmpty();
  }

  @Test
  void it_is_over_when_no_workflow_is_left_to_bring_a_token() {
    Books books = new Books(folder, "park", "6");
    Hold hold = hold(books);
    open(books, 0, 2);
    open(books, 1, 1);
    assertThat(hold.over(true)).isFalse();
    tokens.add(books.issue(1, 2, 1));
    assertThat(hold.over(false)).isFalse();
    assertThat(hold.over(true)).isTrue();
    assertThat(hold.release()).isTrue();
    assertThat(hold.shortfall())
        .contains(
            "Only 4 of the 6 tokens of --park were pending when no more workflows were to start.");
  }

  @Test
  void without_workflows_there_is_nothing_to_release() {
    Hold hold = hold(new Books(folder, "park", "6"));
    assertThat(hold.over(false)).isFalse();
    assertThat(hold.over(true)).isTrue();
    assertThat(hold.release()).isFalse();
  }

  @Test
  void it_is_over_before_a_token_times_out() {
    Books books = new Books(folder, "park", "6", "start-to-close-timeout", "30s");
    Hold hold = hold(books);
    clock.advance(Duration.ofHours(1).toNanos());
    assertThat(hold.over(false)).isFalse();
    open(books, 0, 2);
    clock.advance(Duration.ofMillis(14_999).toNanos());
    assertThat(hold.over(false)).isFalse();
    clock.advance(Duration.ofMillis(1).toNanos());
    assertThat(hold.over(false)).isTrue();
    assertThat(hold.release()).isTrue();
    assertThat(hold.shortfall())
        .contains(
            "Only 2 of the 6 tokens of --park were pending when half of --start-to-close-timeout"
                + " was over; lengthen that, or lower --park.");
  }
}
