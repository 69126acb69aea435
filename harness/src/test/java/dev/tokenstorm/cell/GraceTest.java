package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GraceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong(-7);
  private final Grace grace = new Grace(now::get);

  @Test
  void aCellThatNobodyHurriesHasAllTheTimeThereIs() {
    now.set(Long.MAX_VALUE);

    assertThat(grace.begun()).isFalse();
    assertThat(grace.drainEndNanos()).isEmpty();
    assertThat(grace.drainOver() || grace.answersOver() || grace.over()).isFalse();
  }

  @Test
  void halfIsForTheDrainAQuarterForAnswersAndTheRestForTerminations() {
    grace.begin(Duration.ofSeconds(20));

    assertThat(grace.drainEndNanos()).isEqualTo(Optional.of(10 * SECOND - 7));
    assertThat(partsOver(0)).isEqualTo("");
    assertThat(partsOver(10 * SECOND - 1)).isEqualTo("");
    assertThat(partsOver(10 * SECOND)).isEqualTo("drain");
    assertThat(partsOver(15 * SECOND)).isEqualTo("drain answers");
    assertThat(partsOver(20 * SECOND)).isEqualTo("drain answers all");
    assertThat(grace.overFor(Duration.ofSeconds(1))).isFalse();
    assertThat(partsOver(21 * SECOND)).isEqualTo("drain answers all");
    assertThat(grace.overFor(Duration.ofSeconds(1))).isTrue();
  }

  private String partsOver(long nanos) {
    now.set(nanos - 7);
    return String.join(
        " ",
        java.util.stream.Stream.of(
                grace.drainOver() ? "drain" : "",
                grace.answersOver() ? "answers" : "",
                grace.over() ? "all" : "")
            .filter(word -> !word.isEmpty())
            .toList());
  }

  @Test
  void noGraceIsOverAtOnce() {
    grace.begin(Duration.ZERO);

    assertThat(grace.drainOver() && grace.answersOver() && grace.over()).isTrue();
  }

  @Test
  void ofTwoTheOneCountsThatEndsFirst() {
    grace.begin(Duration.ofSeconds(4));
    now.addAndGet(SECOND);
    grace.begin(Duration.ofSeconds(20));
    assertThat(grace.drainEndNanos()).isEqualTo(Optional.of(2 * SECOND - 7));
    grace.begin(Duration.ofSeconds(1));
    assertThat(grace.drainEndNanos()).isEqualTo(Optional.of(SECOND + SECOND / 2 - 7));
  }
}
