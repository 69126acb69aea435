package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadProfileTest {
  private final AtomicLong inFlight = new AtomicLong();
  private final LatencyRecorders recorders = new LatencyRecorders(inFlight::get);

  @Test
  void callsAreAtTheLevelOfTheCallsBeforeThemAndOfTheWorkflowsInFlight() {
    inFlight.set(200);
    recorders.recordCall(true, 10, 1);
    recorders.recordCall(false, 20, 2);
    inFlight.set(0);
    recorders.recordCall(true, 30, 3);

    LoadProfile profile = recorders.byLoad();
    assertThat(profile.calls())
        .containsExactly(new LoadLevel(1, 1, 1, 10, 100), new LoadLevel(2, 3, 2, 50, 400 + 900));
    assertThat(profile.callsByWorkflows())
        .containsExactly(
            new LoadLevel(1, 1, 1, 30, 900), new LoadLevel(128, 255, 2, 30, 100 + 400));
    assertThat(profile.resumes()).isEmpty();
  }

  @Test
  void resumptionsAreAtTheLevelOfTheWorkflowsInFlightWhateverTheirNumber() {
    inFlight.set(4);
    recorders.recordResume(true, 60);
    inFlight.set(Long.MAX_VALUE);
    recorders.recordResume(true, 70);
    recorders.record(Latency.TOKEN_WAIT, true, 80);
    var unused = recorders.swap();

    assertThat(recorders.byLoad().resumes())
        .containsExactly(
            new LoadLevel(4, 7, 1, 60, 3_600),
            new LoadLevel(1L << 31, (1L << 32) - 1, 1, 70, 4_900));
    assertThat(recorders.byLoad().calls()).isEmpty();
  }

  @Test
  void wakeUpsAreOfTheMeasuredWorkflowsAlone() {
    recorders.recordTokenWait(true, 90, 20, 1);
    recorders.recordTokenWait(true, 90, -5, 1);
    recorders.recordTokenWait(false, 90, 70, 1);
    assertThat(recorders.byLoad().wakeUps()).containsExactly(new LoadLevel(1, 1, 2, 20, 400));
    assertThat(recorders.swap().measured(Latency.TOKEN_WAIT).getTotalCount()).isEqualTo(2);
  }

  @Test
  void aLevelKnowsTheMeanAndTheDeviationOfItsTimes() {
    LoadLevel level =
        new LoadLevel(1, 1, 1, 2_000_000, 4e12).plus(new LoadLevel(2, 3, 1, 4_000_000, 16e12));
    assertThat(level).isEqualTo(new LoadLevel(1, 3, 2, 6_000_000, 20e12));
    assertThat(level.meanSeconds()).isEqualTo(0.003);
    assertThat(level.deviationSeconds()).isCloseTo(0.001, withinPercentage(0.001));
    assertThat(new LoadLevel(1, 1, 0, 0, 0).meanSeconds()).isZero();
  }
}
