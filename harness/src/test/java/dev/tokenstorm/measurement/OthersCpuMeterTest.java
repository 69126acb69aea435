package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OthersCpuMeterTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private long now;

  private Path stat(String ticks) throws IOException {
    return Files.writeString(
        folder.resolve("stat"),
        "cpu  " + ticks + "\ncpu0 1 1 1 1 1 1 1 1 0 0\ncpu1 1 1 1 1 1 1 1 1 0 0\nintr 5 0\n");
  }

  @Test
  void whatOthersAndTheHypervisorTookIsAShareOfAllCores() throws Exception {
    OthersCpuMeter meter = new OthersCpuMeter(() -> now, stat("100 100 100 5000 5 10 10 50 3 3"));
    now += 10 * SECOND;
    // 500 ticks busy are 5 s, and 100 stolen are 1 s, of 20 s that two cores have.
    stat("300 200 200 9000 9 50 70 150 3 3");

    OthersCpu taken = meter.sinceLast().orElseThrow();

    assertThat(taken.cores()).isEqualTo(2);
    assertThat(taken.spanNanos()).isEqualTo(10 * SECOND);
    assertThat(taken.stolenNanos()).isEqualTo(SECOND);
    assertThat(taken.stolenShare()).isEqualTo(0.05);
    // This test's own process took some of the 5 s.
    assertThat(taken.othersNanos()).isPositive().isLessThanOrEqualTo(5 * SECOND);
    assertThat(taken.share()).isGreaterThan(0.05).isLessThanOrEqualTo(0.3);
  }

  @Test
  void spansAddUp() {
    OthersCpu both =
        OthersCpu.NONE
            .plus(new OthersCpu(SECOND, 2, SECOND, 0))
            .plus(new OthersCpu(3 * SECOND, 2, 0, SECOND));

    assertThat(both).isEqualTo(new OthersCpu(4 * SECOND, 2, SECOND, SECOND));
    assertThat(both.share()).isEqualTo(0.25);
    assertThat(OthersCpu.NONE.share()).isZero();
  }

  @Test
  void whereTheSystemDoesNotSayNothingIsKnown() throws Exception {
    Path missing = folder.resolve("missing");
    OthersCpuMeter meter = new OthersCpuMeter(() -> now, missing);
    assertThat(meter.sinceLast()).isEmpty();

    Files.writeString(missing, "cpu  a b c\n");
    assertThat(meter.sinceLast()).isEqualTo(Optional.empty());

    Files.writeString(missing, "");
    assertThat(meter.sinceLast()).isEmpty();
  }
}
