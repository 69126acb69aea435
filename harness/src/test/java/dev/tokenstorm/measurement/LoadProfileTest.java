package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

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
        .containsExactly(new LoadLevel(1, 1, 1, 10), new LoadLevel(2, 3, 2, 50));
    assertThat(profile.callsByWorkflows())
        .containsExactly(new LoadLevel(1, 1, 1, 30), new LoadLevel(128, 255, 2, 30));
    assertThat(profile.resumes()).isEmpty();
  }

  @Test
  void resumptionsAreAtTheLevelOfTheWorkflowsInFlightWhateverTheirNumber() {
    inFlight.set(4);
    recorders.record(Latency.RESUME, true, 60);
    inFlight.set(Long.MAX_VALUE);
    recorders.record(Latency.RESUME, true, 70);
    recorders.record(Latency.TOKEN_WAIT, true, 80);
    var unused = recorders.swap();

    assertThat(recorders.byLoad().resumes())
        .containsExactly(
            new LoadLevel(4, 7, 1, 60), new LoadLevel(1L << 31, (1L << 32) - 1, 1, 70));
    assertThat(recorders.byLoad().calls()).isEmpty();
  }
}
