package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollTimesTest {
  private final PollTimes times = new PollTimes();

  @Test
  void aSwapHasThePollsOfEachKindSinceTheLast() {
    times.record(TaskKind.WORKFLOW, 30);
    times.record(TaskKind.WORKFLOW, 10);
    times.record(TaskKind.ACTIVITY, 5);
    assertThat(times.swap())
        .containsEntry(TaskKind.WORKFLOW, new PollSample(2, 40, 10))
        .containsEntry(TaskKind.ACTIVITY, new PollSample(1, 5, 5));
    times.record(TaskKind.ACTIVITY, 7);
    assertThat(times.swap())
        .containsEntry(TaskKind.WORKFLOW, PollSample.NONE)
        .containsEntry(TaskKind.ACTIVITY, new PollSample(1, 7, 7));
  }

  @Test
  void nothingAddsNothing() {
    PollSample one = new PollSample(1, 5, 5);
    assertThat(one.plus(PollSample.NONE)).isEqualTo(PollSample.NONE.plus(one)).isEqualTo(one);
    assertThat(one.plus(new PollSample(2, 6, 3))).isEqualTo(new PollSample(3, 11, 3));
  }
}
